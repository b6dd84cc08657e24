# One image for every process of Opora; docker-compose.yml says which command each container runs.

FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
# What changes seldom comes first, so that a change of the code installs nothing again.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/opora
RUN /opt/opora/bin/pip install --quiet --require-hashes --requirement requirements.lock
# The build tools stay in this stage.
RUN python -m venv /opt/tools
RUN /opt/tools/bin/pip install --quiet --require-hashes --requirement requirements-build.lock
COPY pyproject.toml README.md ./
COPY opora opora
COPY services services
COPY shared shared
COPY packs packs
COPY migrations migrations
RUN /opt/tools/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
RUN /opt/opora/bin/pip install --quiet --no-deps --no-index --find-links dist opora

FROM python:3.12-slim AS runtime
COPY --from=build /opt/opora /opt/opora
# A new volume of files takes over the owner of the folder that it is mounted on.
RUN install -d -o 10001 -g 10001 -m 700 /var/lib/opora/files
ENV PATH=/opt/opora/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# A number, so that "must not be root" can be checked without the image's own list of users.
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["opora"]
CMD ["--help"]
