/* A server that never greets: it starts, reads and says nothing. */
process.stdin.resume();
