"""Free ports of this machine."""

import random
import socket

ADDRESS = "127.0.0.1"
# Below the ports that the system gives to outgoing connections: a client that retries on such a port while the
# server is down can end up connected to itself, and then the server cannot have its port back.
FIRST_PORT, LAST_PORT = 20_000, 32_000
PORT_TRIES = 200


def is_port_free(port: int) -> bool:
    """Tell whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that linger do not count
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
        return True


def find_free_port() -> int | None:
    """Return some port on which nobody listens, or None."""
    for port in random.sample(range(FIRST_PORT, LAST_PORT), PORT_TRIES):
        if is_port_free(port):
            return port
    return None
