/** A worker that never gets as far as answering. */
process.exit(3)
