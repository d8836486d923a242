/** The commands that write identities. */
import type { Command } from 'commander'
import { agentCommand } from './agent.ts'
import { didCommand } from './did.ts'
import type { Io } from './output.ts'

/** `portolan did` and `portolan agent`. */
export const identityCommands = (io: Io): Command[] => [didCommand(io), agentCommand(io)]
