/** The servers that the questions ask, by the names that the tables show. */
export const GATEWAY = 'gateway';
export const RAW_PIPE = 'raw pipe';
export const YOGA = 'Yoga';
export const MERCURIUS = 'Mercurius + jit';
export const APOLLO = 'Apollo Server';

/** One case a server. */
export const everyServer = (more) => [GATEWAY, RAW_PIPE, MERCURIUS, YOGA, APOLLO].map((server) => ({ label: server, server, ...more }));
