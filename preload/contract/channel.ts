/** How the contract names what passes between window and main process. */

/** A call of the window: the channel that carries it, and its signature. */
export interface Call<Channel extends string, Signature> {
  readonly channel: Channel;
  readonly signature: Signature;
}

/** An event of the main process: the channel that carries it, and the window's listener. */
export interface Push<Channel extends string, Listener> {
  readonly channel: Channel;
  readonly listener: Listener;
}

/** The channels of some calls or events, such as those of one feature. */
export type ChannelOf<Map extends object> = Map[keyof Map] extends { readonly channel: infer Channel }
  ? Channel
  : never;
