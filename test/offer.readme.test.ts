/** What README shows of selling, run as it stands in a shell, by a seller that holds no coins, and what a node makes of it. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { startSelling } from './support/selling.ts'

const ROOT = resolve(import.meta.dirname, '..')

test('an offer is drafted, signed, announced, repriced and withdrawn', async () => {
  const { board, client, paid, folder, written, stop } = await startSelling()
  after(stop)
  chmodSync(written('portolan', `#!/bin/sh\nexec '${process.execPath}' '${ROOT}/src/main.ts' "$@"\n`), 0o755)
  const shell = (command: string, more = {}) => {
    const env = { PATH: `${folder}:${process.env.PATH}`, BOARD: board.address, ...paid, ...more }
    return execFileSync('sh', ['-ec', command], { cwd: folder, encoding: 'utf8', env })
  }
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const [, block = ''] = /## Sell.*?```sh\n(.*?)```/s.exec(readme) ?? []
  const [create = '', ...others] = block.split('\n')
  const made = JSON.parse(shell(create))
  const published = shell(others.join('\n'), { DID: made.did })
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const signed = ['offer', 'cheaper', 'gone'].map(name =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')),
  )
  const announced = (index: number) => `eip155:${client.chain.id}:${board.address.toLowerCase()}/${index}`
  assert.deepEqual(
    published.map(({ offer, announcement }) => [offer, announcement]),
    signed.map(({ offer }, i) => [offer, announced(i)]),
  )
  assert.deepEqual(
    signed.map(({ subject, seq }) => [subject, seq]),
    ['1', '2', '3'].map(seq => [`${made.did}#bay-4`, seq]),
  )
})
