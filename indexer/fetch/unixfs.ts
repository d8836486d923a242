import { createHash } from 'node:crypto'
import { CarBlockIterator } from '@ipld/car/iterator'
import { exporter, type ReadableStorage, type UnixFSEntry } from 'ipfs-unixfs-exporter'
import type { CID } from 'multiformats/cid'
import type { IpfsPath } from './uri.ts'
import { type Failure, failed, type Outcome, tooLarge } from './verdict.ts'

/** Bytes of a CAR that may hold a file of `maxBytes`: 1 MiB more, for framing and the directories above the file. */
export const carLimit = (maxBytes: number): number => maxBytes + 1_048_576

/** Whether we can check a CID: a UnixFS or raw block (multicodec) under its whole sha2-256, or inlined. */
export const isCheckable = ({ code, multihash }: CID): boolean =>
  (code === dagPb || code === raw) &&
  (multihash.code === inline || (multihash.code === sha2256 && multihash.digest.length === 32))

/**
 * The file that a response proves to be the one named: a CAR (IPLD CARv1, CARv2) whose every block matches its CID, or
 * the plain bytes of a raw CID. Never throws. `hash-mismatch` and `unreachable` concern this response alone; any
 * other verdict follows from blocks that were checked, and stands whoever gave them.
 */
export const proven = async (response: Uint8Array, file: IpfsPath, maxBytes: number): Promise<Outcome> => {
  if (file.cid.code === raw && file.path.length === 0 && matches(file.cid, response)) {
    return content([response], maxBytes)
  }
  try {
    return await readFile(await checkedBlocks(response), file, maxBytes)
  } catch (error) {
    return error instanceof Stop
      ? error.failure
      : failed('hash-mismatch', 'The response cannot be checked against the CID.')
  }
}

const inline = 0x00
const sha2256 = 0x12
const raw = 0x55
const dagPb = 0x70

/** Ends a walk from wherever it stands. */
class Stop extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.reason)
    this.failure = failure
  }
}

const matches = ({ multihash }: CID, bytes: Uint8Array): boolean =>
  multihash.code === sha2256 && createHash('sha256').update(bytes).digest().equals(multihash.digest)

const keyOf = ({ multihash }: CID): string => Buffer.from(multihash.digest).toString('hex')

const checkedBlocks = async (car: Uint8Array): Promise<Map<string, Uint8Array>> => {
  const blocks = new Map<string, Uint8Array>()
  for await (const { cid, bytes } of await CarBlockIterator.fromBytes(car)) {
    // a gateway may add what it likes; what we cannot check is never read
    if (!isCheckable(cid) || cid.multihash.code === inline) continue
    if (!matches(cid, bytes)) throw new Stop(failed('hash-mismatch', 'A block of the response does not match its CID.'))
    blocks.set(keyOf(cid), bytes)
  }
  return blocks
}

const readFile = async (blocks: Map<string, Uint8Array>, file: IpfsPath, maxBytes: number): Promise<Outcome> => {
  const read = reader(blocks, carLimit(maxBytes))
  let cid = file.cid
  for (const name of file.path) cid = childNamed(await read(cid), name)

  // The exporter's own content() is not used: an ill-formed block two levels down rejects where nobody can catch it.
  const chunks: Uint8Array[] = []
  const pending = [cid]
  let declared: bigint | undefined
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const part = filePart(await read(next))
    declared ??= part.size
    if (declared > maxBytes) return tooLarge(maxBytes)
    chunks.push(part.bytes)
    for (const link of part.links.toReversed()) pending.push(link)
  }
  const outcome = content(chunks, maxBytes)
  return outcome.verdict === 'ok' && BigInt(outcome.bytes.length) !== declared
    ? failed('malformed', 'The IPFS file is not of the size that it declares.')
    : outcome
}

/**
 * Decodes one block at a time. The budget pays for every visit, since a few kilobytes of blocks that link to each
 * other many times over unfold into a file with no end.
 */
const reader = (blocks: Map<string, Uint8Array>, budgetBytes: number): ((cid: CID) => Promise<UnixFSEntry>) => {
  let budget = budgetBytes
  const blockstore: ReadableStorage = {
    *get(cid) {
      if (!isCheckable(cid)) throw new Stop(failed('unsupported', 'The IPFS file uses a hash or codec not supported.'))
      const block = cid.multihash.code === inline ? cid.multihash.digest : blocks.get(keyOf(cid))
      if (block === undefined) throw new Stop(failed('unreachable', 'The response leaves out a block of the file.'))
      budget -= block.length + visitCost
      if (budget < 0) throw new Stop(failed('too-large', 'The IPFS file has too many blocks.'))
      yield block
    },
  }
  return cid =>
    exporter(cid, blockstore).catch(error => {
      throw error instanceof Stop
        ? error
        : new Stop(failed('malformed', 'The IPFS block is not a UnixFS file or directory.'))
    })
}

const visitCost = 256

const childNamed = (entry: UnixFSEntry, name: string): CID => {
  if (entry.type === 'directory' && entry.unixfs.type !== 'directory') {
    throw new Stop(failed('unsupported', 'The IPFS directory is sharded, which is not supported.'))
  }
  const link = entry.type === 'directory' ? entry.node.Links.find(({ Name }) => Name === name) : undefined
  if (link === undefined) throw new Stop(failed('missing', 'The IPFS directory has no file of that name.'))
  return link.Hash
}

const filePart = (entry: UnixFSEntry): { bytes: Uint8Array; size: bigint; links: CID[] } => {
  if (entry.type === 'raw') return { bytes: entry.node, size: entry.size, links: [] }
  if (entry.type === 'file' && (entry.unixfs.type === 'file' || entry.unixfs.type === 'raw')) {
    const links = entry.node.Links.map(link => link.Hash)
    return { bytes: entry.unixfs.data ?? new Uint8Array(), size: entry.size, links }
  }
  throw new Stop(failed('unsupported', 'The IPFS path leads to something that is not a file.'))
}

const content = (chunks: Uint8Array[], maxBytes: number): Outcome => {
  const bytes = Buffer.concat(chunks)
  return bytes.length > maxBytes ? tooLarge(maxBytes) : { verdict: 'ok', bytes, mediaType: null }
}
