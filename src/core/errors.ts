/** Everything that can go wrong and that a user can do something about. */
export type ErrorCode =
  | 'bad_config' // the operator's configuration does not say what it must
  | 'bad_input' // an argument of a query or command is malformed
  | 'not_found' // the thing asked for does not exist
  | 'block_unknown' // asOf names a block whose header is not stored
  | 'reorged' // asOf names a block that left the chain
  | 'refolded' // the tables were made anew since the cursor was given
  | 'other_rules' // the tables were made by other rules than this process reads them by
  | 'too_large' // more bytes, depth, fields or rows than we accept
  | 'closed' // this node takes no submissions
  | 'no_presence' // the identity has never spoken on a chain that is indexed here
  | 'too_fast' // more submissions than an identity may make in an hour
  | 'too_many' // more subjects than an identity may have in the log
  | 'full' // the log of submissions has no room left
  | 'store_unavailable' // the database that holds the store is away; try again
  | 'busy' // the store is being written; try again
  | 'timeout' // a question took longer than it may, or nobody waits for its answer any more
  | 'rate_limited' // more was asked from one address than this node answers in a minute
  | 'overloaded' // this node answers nothing expensive, or nothing new, for the moment
  | 'unauthorized' // what changes this node asks for a token
  | 'unanswerable' // no process of this node gets as far as answering
  | 'rpc_unavailable' // the RPC does not answer; try again
  | 'rpc_inconsistent' // the RPC contradicts itself; try again or elsewhere
  | 'rpc_refused' // the RPC understood and refused; a narrower request may pass
  | 'rpc_unproved' // the receipts of the chain are encoded in a way that we do not know
  | 'rpc_disputed' // the endpoints say different things, or there is no other to ask
  | 'wrong_chain' // the RPC serves another chain than the one configured
  | 'deep_reorg' // the chain changed below what we hold as final
  | 'other_policy' // the store was indexed under another trust policy than the one asked by
  | 'unfoldable' // a rule of ours failed on an event: a fault of this program
  | 'fenced' // another indexer has taken over this store
  | 'stale' // the store moved since the batch was planned
  | 'offer_refused' // no node takes this offer; the verdict is in the message
  | 'node_refused' // the node that was asked refuses; its own code is in the message
  | 'node_unavailable' // the node that was asked does not answer; try again
  | 'differs' // two nodes have made different things of one chain
  | 'not_comparable' // two nodes read other contracts, by other rules, or no chain that both follow
  | 'store_corrupt' // the store does not hold what this version wrote

/** The one error of this product: what happened (`code`, `message`) and what to do about it (`hint`). */
export class PortolanError extends Error {
  override readonly name = 'PortolanError'
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.hint = options.hint
  }
}

/** A `bad_input` about one named argument. */
export const badInput = (argument: string, problem: string, hint?: string): PortolanError =>
  new PortolanError('bad_input', `${argument}: ${problem}`, hint === undefined ? {} : { hint })

/** An RPC as errors name it: its URL without what may be a key, which path, query and userinfo may be. */
export const placeOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'the RPC')

/** The message of anything that was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
