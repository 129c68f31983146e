"""Read by the server that test processes are forked from: everything they need is then in memory."""

from tests.whole.line import warm_up

warm_up()
