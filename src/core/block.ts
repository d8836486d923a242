/** The part of a block header that we keep. */
export type Header = {
  readonly number: number
  readonly hash: string
  readonly parent: string
  /** Unix seconds. */
  readonly time: number
  /** Wei per gas, where the chain has a base fee. */
  readonly baseFee: bigint | null
  /** 512 hex digits, where the chain fills it. */
  readonly bloom: string | null
  /** Of the trie of receipts, where the source says it. */
  readonly receiptsRoot?: string
  /** Of the trie of accounts, where the source says it. */
  readonly stateRoot?: string
  /** The hash by the other fields of the header, where that can be said. */
  readonly recomputed?: string
}

/** A log that was checked against the header of its block. All hex is lower-case. */
export type Log = {
  readonly block: number
  readonly blockHash: string
  readonly logIndex: number
  readonly tx: string
  readonly txIndex: number
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

/** A block by number and hash: the number says where, the hash says on which branch. */
export type Head = { readonly number: number; readonly hash: string }
