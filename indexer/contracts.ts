/** A contract we read on a chain: what it is, where it is, and whose agents it speaks of. */
export type Contract = {
  /** The kind that modules name in their `events`. */
  readonly kind: string
  readonly address: string
  /** The identity registry that the agent ids of its events belong to; its own address where it is one. */
  readonly subject: string
}
