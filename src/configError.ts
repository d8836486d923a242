import { PortolanError } from './core/errors.ts'

/** What is wrong with the configuration: the key, the problem, and what to do. */
export const bad = (key: string, problem: string, hint: string): PortolanError =>
  new PortolanError('bad_config', `${key}: ${problem}`, { hint })
