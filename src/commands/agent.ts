/** `portolan agent`: ERC-8004 agents, written by whoever owns them. */
import { Command } from 'commander'
import { checkEnvironment } from '../config.ts'
import type { Call } from '../write/acts.ts'
import { linkToDid, registerAgent, registeredAgent, setAgentMetadata, setAgentUri } from '../write/agents.ts'
import { attributeValue } from '../write/attributes.ts'
import { address, knownContract } from '../write/identity.ts'
import { chainOf, send } from '../write/send.ts'
import { type Flags, keyOf, parseChain, rpcOf, sending } from './input.ts'
import { type Io, print, printJson } from './output.ts'

type RegisterFlags = Flags & { readonly chain?: string }

/** The command group. */
export const agentCommand = (io: Io): Command => {
  const agent = new Command('agent').description('write what an ERC-8004 registry keeps of an agent')

  sending(agent.command('register [uri]'))
    .description('register an agent of this key, with the URI of its registration file')
    .option('--chain <number>', 'the chain to register on (default: the one the RPC serves)')
    .option('--registry <address>', 'ERC-8004 identity registry (default: the known one of the chain)')
    .action(async (uri: string | undefined, flags: RegisterFlags) => {
      checkEnvironment(io.env)
      const chain = flags.chain === undefined ? await chainOf(rpcOf(flags, io.env)) : parseChain(flags.chain)
      const named = flags.registry === undefined ? null : address('--registry', flags.registry)
      const call = registerAgent(chain, named ?? knownContract(chain, 'identityRegistry'), uri)
      await perform(call, flags, io)
    })

  /** One command for each thing that is said of an agent. */
  const saying = (usage: string, does: string, call: (args: string[]) => Call): void => {
    const command = sending(agent.command(usage).description(does))
    command.action(() => {
      checkEnvironment(io.env)
      return perform(call(command.args), command.opts(), io)
    })
  }
  saying('uri <agent> <uri>', 'move its registration file', ([id = '', uri = '']) => setAgentUri(id, uri))
  saying(
    'set <agent> <key> <value>',
    'set metadata; a value of 0x and hex is bytes',
    ([id = '', key = '', value = '']) => setAgentMetadata(id, key, attributeValue(value)),
  )
  saying('link <agent> <did>', 'claim to be a DID; `did link` is the other half', ([id = '', did = '']) =>
    linkToDid(id, did),
  )
  return agent
}

const perform = async (call: Call, flags: Flags, io: Io): Promise<void> => {
  if (flags.dryRun) return printJson(io, call)
  const { logs, ...sent } = await send(call, { rpc: rpcOf(flags, io.env), key: keyOf(flags, io.env) })
  const agent = registeredAgent(call, logs)
  print(io, agent === null ? sent : { agent, ...sent })
}
