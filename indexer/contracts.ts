/** A contract we read on a chain: what it is, where it is, and whose agents it speaks of. */
export type Contract = {
  /** The kind that modules name in their `events`. */
  readonly kind: string
  readonly address: string
  /** The identity registry that the agent ids of its events belong to; its own address where it is one. */
  readonly subject: string
}

/** Contracts as roots name them, in one order. */
export const contractNames = (contracts: readonly Contract[]): string[] =>
  contracts.map(({ kind, address, subject }) => `${kind} ${address} ${subject}`).sort()

/** The contracts of all chains as the fingerprint of the facts names them, in one order. */
export const namesOfAll = (chains: readonly { readonly chain: string; readonly contracts: readonly Contract[] }[]) =>
  chains.flatMap(({ chain, contracts }) => contractNames(contracts).map(name => `${chain} ${name}`)).sort()
