/** `portolan did`: keys and identities of machines, written directly or signed for somebody else to send. */
import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { checkEnvironment } from '../config.ts'
import { badInput, messageOf } from '../core/errors.ts'
import {
  type Act,
  addDelegate,
  changeOwner,
  deactivate,
  didCall,
  revokeAttribute,
  revokeDelegate,
  setAttribute,
} from '../write/acts.ts'
import { agentAttribute, attributeValue, keyAttribute, serviceAttribute } from '../write/attributes.ts'
import { identityOf } from '../write/identity.ts'
import { createKey, type MachineKey } from '../write/key.ts'
import { KEY_KINDS, type KeyKind, parsePublicKey } from '../write/publicKey.ts'
import { sendAct, sendSigned, signNext } from '../write/send.ts'
import { parseSigned, printSigned, signAct, signedCall } from '../write/signed.ts'
import { type Flags, keyOf, parseChain, parseValidity, readText, rpcOf, sending } from './input.ts'
import { type Io, print, printJson } from './output.ts'

export type DidFlags = Flags & {
  readonly legacy?: boolean
  readonly signOnly?: boolean
  readonly nonce?: string
}

/** The command group. */
export const didCommand = (io: Io): Command => {
  const did = new Command('did').description('create keys; write what an ERC-1056 registry keeps of an identity')

  did
    .command('create')
    .description('make a key; the only command that prints one')
    .addOption(new Option('--kind <kind>', 'what it signs with').choices(KEY_KINDS).default('secp256k1'))
    .option('--chain <number>', 'the chain where it is a did:ethr (without: a did:key)')
    .option('--key-file <file>', 'write the private key there, for this user alone, and print the rest')
    .action((flags: CreateFlags) => create(flags, io))

  /** One command for each act: its arguments behind the DID, and what they make. */
  const acting = (usage: string, does: string, act: Acting, ...options: readonly Option[]): void => {
    const command = signing(did.command(usage).description(does))
    for (const option of options) command.addOption(option)
    command.action((identity: string) =>
      perform(identity, act(command.args.slice(1), command.opts()), command.opts(), io),
    )
  }
  acting('owner <did> <new-owner>', 'give the identity to another account', ([owner = '']) => changeOwner(owner))
  acting('deactivate <did>', 'end the identity for good', deactivate)
  acting(
    'add-delegate <did> <address>',
    'let an account sign for it',
    ([delegate = ''], { type, valid }) => addDelegate(type, delegate, parseValidity(valid)),
    TYPE,
    VALID,
  )
  acting(
    'revoke-delegate <did> <address>',
    'take that back',
    ([delegate = ''], { type }) => revokeDelegate(type, delegate),
    TYPE,
  )
  acting(
    'set <did> <name> <value>',
    'set an attribute; a value of 0x and hex is bytes',
    ([name = '', value = ''], { valid }) => setAttribute({ name, value: attributeValue(value) }, parseValidity(valid)),
    VALID,
  )
  acting('revoke <did> <name> <value>', 'take an attribute back', ([name = '', value = '']) =>
    revokeAttribute({ name, value: attributeValue(value) }),
  )
  acting(
    'add-key <did> <key>',
    'let a key (did:key:z.. or kind:hex) sign for it; a node tells under which kid (identity, keys, id)',
    ([key = ''], { purpose, valid }) => setAttribute(keyAttribute(parsePublicKey(key), purpose), parseValidity(valid)),
    PURPOSE,
    VALID,
  )
  acting(
    'revoke-key <did> <key>',
    'take that back',
    ([key = ''], { purpose }) => revokeAttribute(keyAttribute(parsePublicKey(key), purpose)),
    PURPOSE,
  )
  acting(
    'service <did> <type> <endpoint>',
    'name an endpoint, such as the URI of an offer (type Offer)',
    ([type = '', endpoint = ''], { valid }) => setAttribute(serviceAttribute(type, endpoint), parseValidity(valid)),
    VALID,
  )
  acting(
    'link <did> <agent>',
    'claim to be an agent; `agent link` is the other half',
    ([agent = ''], { valid }) => setAttribute(agentAttribute(agent), parseValidity(valid)),
    VALID,
  )

  sending(did.command('send <file>'))
    .description('send what somebody signed with --sign-only, and pay for it; - reads standard input')
    .option('--registry <address>', 'the registry it must be for (default: the known one of its chain)')
    .action(async (file: string, flags: DidFlags) => {
      checkEnvironment(io.env)
      const signed = parseSigned(readText('file', file), { registry: flags.registry })
      if (flags.dryRun) return printJson(io, signedCall(signed))
      const { logs: _, ...sent } = await sendSigned(signed, { rpc: rpcOf(flags, io.env), key: keyOf(flags, io.env) })
      print(io, sent)
    })
  return did
}

/** Adds the flags of every command that writes to a registry of identities. */
export const signing = (command: Command): Command =>
  sending(command)
    .option('--registry <address>', 'ERC-1056 registry (default: the known one of the chain)')
    .option('--legacy', 'that registry is of before version 1.0.0, and counts signed acts in another way')
    .option(
      '--sign-only',
      'print it signed, for anybody to `did send`. The signature names the registry but no chain: it is good wherever a registry of that address is',
    )
    .option('--nonce <number>', 'sign under this number instead of asking the RPC for the next')

/** What an act is made of: the arguments behind the DID, and the options that its command has. */
type Acting = (args: string[], options: ActOptions) => Act
type ActOptions = { readonly type: string; readonly purpose: 'veriKey' | 'sigAuth'; readonly valid: string }

const TYPE = new Option('--type <type>', 'what the account may do').default('veriKey')
const PURPOSE = new Option('--purpose <purpose>', 'what the key may do')
  .choices(['veriKey', 'sigAuth'])
  .default('veriKey')
const VALID = new Option('--valid <time>', 'for how long: 90d, 12h, 1y').default('1y')

/** Does an act, signs it for somebody else to send, or shows it; `told` is printed with what was sent. */
export const perform = async (did: string, act: Act, flags: DidFlags, io: Io, told: object = {}): Promise<void> => {
  checkEnvironment(io.env)
  const { registry, legacy, dryRun, signOnly } = flags
  const identity = identityOf(did, { registry, ...(legacy === undefined ? {} : { legacy }) })
  const nonce = flags.nonce === undefined ? null : parseNonce(flags.nonce)
  if (dryRun && signOnly) throw badInput('--sign-only', 'goes with no --dry-run', 'give one of the two')
  if (nonce !== null && !signOnly) throw badInput('--nonce', 'goes with --sign-only alone')
  if (dryRun) return printJson(io, didCall(identity, act))
  const key = keyOf(flags, io.env)
  if (signOnly) {
    const signed =
      nonce === null
        ? await signNext(identity, act, { rpc: rpcOf(flags, io.env), key })
        : await signAct(identity, act, { nonce, key })
    return printJson(io, printSigned(signed))
  }
  const { logs: _, ...sent } = await sendAct(identity, act, { rpc: rpcOf(flags, io.env), key })
  print(io, { ...told, ...sent })
}

const parseNonce = (text: string): bigint => {
  if (!/^\d{1,30}$/.test(text)) throw badInput('--nonce', `${text.slice(0, 80)} is not a number`)
  return BigInt(text)
}

type CreateFlags = { readonly kind: KeyKind; readonly chain?: string; readonly keyFile?: string }

const create = ({ kind, chain, keyFile }: CreateFlags, io: Io): void => {
  const key = createKey(kind, chain === undefined ? undefined : parseChain(chain))
  const whole = { ...publicPart(key), privateKey: key.privateKey }
  if (keyFile !== undefined) keep(keyFile, whole)
  print(io, keyFile === undefined ? whole : publicPart(key))
}

/** Readable for this user alone, and never over another key. */
const keep = (file: string, key: object): void => {
  try {
    writeFileSync(file, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw badInput('--key-file', `${file} cannot be made: ${messageOf(cause)}`, 'name a file that is not there yet')
  }
}

const publicPart = ({ did, kid, alg, publicKey, address }: MachineKey) => ({
  kind: publicKey.kind,
  did,
  kid,
  alg,
  publicKey: publicKey.bytes,
  address,
})
