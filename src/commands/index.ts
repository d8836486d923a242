/** The commands that write: identities, agents and offers. */
import type { Command } from 'commander'
import { agentCommand } from './agent.ts'
import { didCommand } from './did.ts'
import { offerCommand } from './offer.ts'
import type { Io } from './output.ts'

/** `portolan did`, `portolan agent` and `portolan offer`. */
export const writingCommands = (io: Io): Command[] => [didCommand(io), agentCommand(io), offerCommand(io)]
