/** Where the gateway is, and as whom to ask it. */
export interface GatewayOptions {
  /** The URL of /graphql. */
  readonly url: string;
  /** The Authorization header: `Basic …` or `ApiKey …`. */
  readonly authorization: string;
}
