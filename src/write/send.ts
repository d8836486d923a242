/** Brings calls to a chain: checked, paid for, and waited for. */

import {
  type Address,
  createPublicClient,
  type Hex,
  http,
  keccak256,
  type PublicClient,
  recoverAddress,
  type TransactionReceipt,
} from 'viem'
import { badInput, PortolanError, placeOf } from '../core/errors.ts'
import { evmChain } from '../core/ids.ts'
import { contracts } from '../generated/contracts.ts'
import { type Act, type Call, didCall } from './acts.ts'
import { chainNumber, didOf, type Identity } from './identity.ts'
import { accountOf } from './key.ts'
import { insufficient, rpcError } from './rpcErrors.ts'
import { actHash, counter, type SignedAct, signAct, signedCall } from './signed.ts'

/** Where to send, and who pays: the private key of an account. */
export type Sending = { readonly rpc: string; readonly key: Hex }

/** A transaction that was mined and did what it should. */
export type Sent = {
  readonly hash: Hex
  readonly block: bigint
  readonly gas: bigint
  /** What it cost, in the smallest unit of the coin of the chain. */
  readonly cost: bigint
  readonly logs: TransactionReceipt['logs']
}

/** Sends a call and waits until it is mined. Throws where it would fail, before anything is paid. */
export const send = async (call: Call, { rpc, key }: Sending): Promise<Sent> => {
  const account = accountOf(key)
  return over(rpc, call.chain, account.address, async client => {
    const { to, data } = call
    if ((await client.getCode({ address: to })) === undefined)
      throw badInput('to', `${to} is no contract on ${call.chain}`)
    // Bare, so that a node answers what the call takes and not what the account could pay.
    const estimate = await client.request({ method: 'eth_estimateGas', params: [{ from: account.address, to, data }] })
    const gas = (BigInt(estimate) * 6n) / 5n
    const parameters = ['fees', 'nonce', 'type'] as const
    const request = await client.prepareTransactionRequest({ account, chain: null, to, data, gas, parameters })
    const price = request.maxFeePerGas ?? request.gasPrice ?? 0n
    const balance = await client.getBalance({ address: account.address })
    if (balance < gas * price)
      throw insufficient(`${account.address} has ${balance} of the ${gas * price} wei that this may cost`)
    const transaction = await account.signTransaction({ ...request, chainId: chainNumber(call.chain) } as never)
    return mined(client, await sentAs(client, transaction, account.address, placeOf(rpc)))
  })
}

/** An act of the owner itself, who pays. */
export const sendAct = async (identity: Identity, act: Act, sending: Sending): Promise<Sent> => {
  const { owner } = await ownerOf(identity, act, sending.rpc)
  mustOwn(identity, owner, accountOf(sending.key).address)
  return send(didCall(identity, act), sending)
}

/** Signs an act under the number that is next, for somebody else to send. Pays nothing. */
export const signNext = async (identity: Identity, act: Act, { rpc, key }: Sending): Promise<SignedAct> => {
  const { owner, nonce } = await ownerOf(identity, act, rpc)
  mustOwn(identity, owner, accountOf(key).address)
  return signAct(identity, act, { nonce, key })
}

/** Sends what an owner signed; the key is that of whoever pays. */
export const sendSigned = async (signed: SignedAct, sending: Sending): Promise<Sent> => {
  const { identity, act, nonce, signature } = signed
  const current = await ownerOf(identity, act, sending.rpc)
  if (nonce !== current.nonce) {
    throw badInput(
      'signed act',
      `has number ${nonce}, and ${current.nonce} is next`,
      nonce < current.nonce ? 'it was sent already, or another was: sign it anew' : 'send those before it first',
    )
  }
  const signer = await recoverAddress({ hash: actHash(identity, act, nonce), signature }).catch(() => 'nobody')
  if (signer !== current.owner) {
    throw badInput(
      'signed act',
      `is not signed by ${current.owner}, who owns ${didOf(identity)}`,
      'it was changed after it was signed, or the owner has changed: sign it anew',
    )
  }
  return send(signedCall(signed), sending)
}

/** Who owns an identity, and the number under which its next signed act goes. */
export const ownerOf = (identity: Identity, act: Act, rpc: string): Promise<{ owner: Address; nonce: bigint }> =>
  over(rpc, identity.chain, undefined, async client => {
    const { abi } = contracts.EthereumDIDRegistry
    const { registry, address, chain } = identity
    if ((await client.getCode({ address: registry })) === undefined)
      throw badInput('registry', `${registry} is no contract on ${chain}`)
    const owner = await client.readContract({ abi, address: registry, functionName: 'identityOwner', args: [address] })
    const args = [counter(identity, act, owner)] as const
    return { owner, nonce: await client.readContract({ abi, address: registry, functionName: 'nonce', args }) }
  })

/** The chain that an RPC serves, CAIP-2. */
export const chainOf = (rpc: string): Promise<string> =>
  over(rpc, null, undefined, async client => evmChain(await client.getChainId()))

const mustOwn = (identity: Identity, owner: Address, signer: Address): void => {
  if (owner !== signer)
    throw badInput(
      'key',
      `is the key of ${signer}, and ${didOf(identity)} is owned by ${owner}`,
      'use the key of its owner',
    )
}

const BOUNDS = { timeout: 15_000, retryCount: 2, maxResponseBodySize: 8 * 2 ** 20 }
const POLL_MS = 500
const PATIENCE_MS = 180_000

/** Works with an RPC that serves the chain asked for; what goes wrong there is told in our words. */
const over = async <R>(
  rpc: string,
  chain: string | null,
  sender: string | undefined,
  work: (client: PublicClient) => Promise<R>,
): Promise<R> => {
  if (!/^https?:\/\//.test(rpc) || !URL.canParse(rpc))
    throw badInput('rpc', 'is not a URL', 'write the http or https URL of a JSON-RPC endpoint')
  const place = placeOf(rpc)
  const client = createPublicClient({ transport: http(rpc, BOUNDS), pollingInterval: POLL_MS, cacheTime: 0 })
  try {
    const served = chain === null ? null : evmChain(await client.getChainId())
    if (served !== chain)
      throw new PortolanError('wrong_chain', `${place} serves ${served}, not ${chain}`, {
        hint: `give an RPC of ${chain}`,
      })
    return await work(client)
  } catch (error) {
    throw rpcError(error, place, sender)
  }
}

/** Hands a transaction over. Its hash is known before, and is told where it is not known whether it arrived. */
const sentAs = async (client: PublicClient, transaction: Hex, sender: string, place: string): Promise<Hex> => {
  try {
    return await client.sendRawTransaction({ serializedTransaction: transaction })
  } catch (error) {
    const known = rpcError(error, place, sender)
    if (known.code !== 'rpc_unavailable') throw known
    throw unfinished(keccak256(transaction), `${place} did not say whether it took it`, error)
  }
}

const mined = async (client: PublicClient, hash: Hex): Promise<Sent> => {
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: PATIENCE_MS }).catch(error => {
    throw unfinished(hash, 'sent, and not known to be mined', error)
  })
  const { status, transactionHash, blockNumber, gasUsed, effectiveGasPrice, logs } = receipt
  if (status !== 'success')
    throw badInput(
      'call',
      `transaction ${transactionHash} was mined and failed`,
      'somebody was faster; look, and try again',
    )
  return { hash: transactionHash, block: blockNumber, gas: gasUsed, cost: gasUsed * effectiveGasPrice, logs }
}

const unfinished = (hash: Hex, problem: string, cause: unknown): PortolanError =>
  new PortolanError('rpc_unavailable', `transaction ${hash}: ${problem}`, {
    hint: 'look it up before you send again',
    cause,
  })
