/** Loaded into a profiled server: a profile is written by a process that ends by itself. */
process.once('SIGTERM', () => process.exit(0));
