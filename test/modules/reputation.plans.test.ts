/** Reads of a score go by keys and indexes, however many opinions there are. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Asks } from '../../src/core/asks.ts'
import { judgedAfter } from '../../src/modules/trust/census.ts'
import { customOf, hasUnlisted, soldOn, validationsOf } from '../../src/modules/trust/custom.ts'
import { mutualAmong, ownAmong, ratersAt, type Said, saidBack, spendsAt } from '../../src/modules/trust/evidence.ts'
import { stored } from '../../src/modules/trust/frozen.ts'
import { answersTo, changesOf } from '../../src/modules/trust/heard.ts'
import type { Today } from '../../src/modules/trust/scores.ts'
import { stirred } from '../../src/modules/trust/stirred.ts'
import { run } from '../../src/store/statement.ts'
import { agentAt } from '../support/facts.ts'
import { startNode } from '../support/node.ts'
import { owner, policyOf, validator } from '../support/reputation.ts'
import { CHAIN } from '../support/scripted.ts'

const node = await startNode()
after(() => node.close())

const when = { heads: [{ chain: CHAIN, number: 5 }], latest: false }
const policy = policyOf([0], { validators: [{ address: validator(1), credit: 1n }] })
const frozen = stored(when)
const dawn = { when, chain: CHAIN, day: 9, policy }
const today: Today = { now: when, dawn, frozen, without: new Set() }
const agents = [agentAt(0), agentAt(1)]
const accounts = [owner(0), owner(1)]
const said = agents.map((agent, i) => ({
  id: `${agent}/${accounts[i]}/quality/0`,
  agent,
  rater: accounts[i],
  operator: accounts[1 - i],
  raterOperator: accounts[i],
  quality: 1n,
  day: 1,
})) as unknown as Said[]

const QUESTIONS: Record<string, () => Asks<unknown>> = {
  sources: () => frozen.sources(accounts),
  weights: () => frozen.weights(said.map(({ id }) => id)),
  top: () => frozen.top(agentAt(0), false, null, 20),
  topBehind: () => frozen.top(agentAt(0), true, ['0', 'x'], 20),
  tallies: () => frozen.tallies(agents),
  operators: () => frozen.operators(accounts),
  judged: () => judgedAfter(today, agentAt(0), false, '', 500),
  changes: () => changesOf(today, agents),
  answers: () => answersTo(today, agents),
  raters: () => ratersAt(dawn, new Set(accounts)),
  spends: () => spendsAt(dawn, 'payer', accounts),
  own: () => ownAmong(when, said, policy),
  mutual: () => mutualAmong(when, said),
  custom: () => customOf(today, agentAt(0)),
  unlisted: () => hasUnlisted(today, agentAt(0)),
  validations: () => validationsOf(today, agentAt(0)),
  sold: () => soldOn(today, agentAt(0)),
  saidBack: () => saidBack(when, said),
  stirred: () => stirred({ chain: dawn.chain, day: dawn.day, before: when, beforeYesterday: when }, policy),
}

for (const [name, asks] of Object.entries(QUESTIONS)) {
  test(`${name} walks through no table`, async () => {
    const through: string[] = []
    const question = asks()
    let step = question.next()
    while (!step.done) {
      const { sql, parameters } = step.value.compile()
      const plan = await node.store.write(() =>
        run<{ detail: string }>(`explain query plan ${sql}`, parameters as never),
      )
      // What is named by a letter is what was found.
      through.push(...plan.map(({ detail }) => detail).filter(text => /^SCAN (?!CONSTANT|[a-z]$|\(|\d)/.test(text)))
      const isTenure = /"tenure"/.test(sql)
      const rows = agents.map(id => ({ id, operator: accounts[0], sales: 1, sold: '000000000001-0000000000' }))
      step = question.next((isTenure ? rows : []) as never[])
    }
    assert.deepEqual(through, [])
  })
}
