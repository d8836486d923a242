/** What README shows is what a reader gets: its commands are run, their output compared. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const readme = readFileSync(resolve(ROOT, 'README.md'), 'utf8')

/** Fenced blocks of README, in order. */
const blocks = [...readme.matchAll(/```(\w*)\n(.*?)```/gs)].map(([, language = '', text = '']) => ({ language, text }))
const withoutPorts = (text: string): string => text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')

/** `npm start` on a free port, in a process group of its own. */
const demo = spawn('npm', ['start'], {
  cwd: ROOT,
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
  detached: true,
})
let said = ''
demo.stdout.on('data', chunk => {
  said += chunk
})
const ended = new Promise(done => demo.once('exit', done))
after(async () => {
  if (demo.pid) process.kill(-demo.pid, 'SIGTERM')
  await ended
})

const url = await new Promise<string>((found, failed) => {
  demo.stdout.on('data', () => {
    const address = /Ask it yourself at (\S+)/.exec(said)?.[1]
    if (address) found(address)
  })
  demo.once('exit', code => failed(new Error(`npm start ended with ${code}: ${said}`)))
})

test('README names the two commands as they are', () => {
  const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text.trim())
  assert.deepEqual(commands.slice(0, 2), ['npm install && npm start', 'npm install && npm test'])
})

test('npm start prints what README shows', () => {
  const shown = blocks.find(({ text }) => text.startsWith('local chain'))?.text ?? 'nothing'
  assert.ok(withoutPorts(said).includes(withoutPorts(shown)), said)
})

test('each question in README gets the answer below it', () => {
  const host = url.replace('/graphql', '')
  const asked = blocks.flatMap((block, i) => {
    const shown = blocks[i + 1]
    return block.text.startsWith('curl') && shown ? [{ command: block.text, shown }] : []
  })
  assert.equal(asked.length, 4)
  for (const { command, shown } of asked) {
    const answer = execFileSync('sh', ['-c', command.replace('http://127.0.0.1:4000', host)], { encoding: 'utf8' })
    if (shown.language === 'json') assert.deepEqual(JSON.parse(answer), JSON.parse(shown.text))
    else assert.equal(answer, shown.text)
  }
})
