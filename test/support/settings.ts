import { type Settings, SUBMISSIONS } from '../../src/core/settings.ts'

/** The settings of a node that was told nothing. */
export const noSettings: Settings = {
  feeds: [],
  rails: [],
  tokens: [],
  imports: [],
  coins: {},
  networks: {},
  unreadDidChains: [],
  implementations: [],
  submissions: SUBMISSIONS,
  trust: null,
}
