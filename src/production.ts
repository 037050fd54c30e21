/**
 * Imported before anything else where the gateway's process starts: libraries look at NODE_ENV when they are loaded, and where it is not said
 * they check for mistakes of developers at every step.
 */
process.env['NODE_ENV'] ??= 'production';
