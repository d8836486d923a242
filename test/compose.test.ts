/** What compose.yaml starts is what the command line takes. It is read as text: no container is started. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readConfig } from '../src/config.ts'

const root = new URL('../', import.meta.url)
const text = readFileSync(new URL('compose.yaml', root), 'utf8')

test('every command is one of ours, with flags that it has', () => {
  const commands = [...text.matchAll(/command: (\[.*\])/g)].map(([, list = '']) => JSON.parse(list) as string[])
  assert.deepEqual(
    commands.map(([name]) => name),
    ['index', 'index', 'serve', 'serve'],
  )
  const help = new Map<string, string>()
  for (const [name = '', ...flags] of commands) {
    const said =
      help.get(name) ?? execFileSync(process.execPath, ['src/main.ts', name, '--help'], { cwd: root }).toString()
    help.set(name, said)
    for (const flag of flags.filter(word => word.startsWith('--'))) assert.match(said, new RegExp(`^ +${flag} `, 'm'))
  }
})

test('every variable is one of ours, and the store is the database', () => {
  const section = /environment:\n((?: {4}\w+: .*\n)+)/.exec(text)?.[1] ?? ''
  const given = { PORTOLAN_DB_PASSWORD: 'secret', PORTOLAN_CHAIN: '8453', PORTOLAN_RPC: 'http://rpc.test' }
  const env = Object.fromEntries(
    section
      .trim()
      .split('\n')
      .map(line => /^ *(\w+): (.*)$/.exec(line)?.slice(1) ?? [])
      .map(([name = '', value = '']) => [
        name,
        value.replace(/\$\{(\w+):\?[^}]*\}/g, (_, variable) => given[variable as keyof typeof given]),
      ]),
  )
  const { store, chains } = readConfig({}, env)
  assert.deepEqual(
    [store, chains.map(({ chain, rpc }) => [chain, rpc])],
    ['postgres://portolan:secret@database:5432/portolan', [['eip155:8453', ['http://rpc.test']]]],
  )
})

test('two spaces a level, no tabs, and every alias has its anchor', () => {
  for (const line of text.split('\n')) assert.match(line, /^(?: {2})*(?:[^ \t]|$)/, line)
  const anchors = new Set([...text.matchAll(/: &(\w+)/g)].map(([, name]) => name))
  for (const [, name] of text.matchAll(/: \*(\w+)/g)) assert.ok(anchors.has(name), name)
})
