/** What is published works without its sources. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { test } from 'node:test'
import packageJson from '../package.json' with { type: 'json' }

const ROOT = resolve(import.meta.dirname, '..')
const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: ROOT, encoding: 'utf8' })

test('the package builds, its command runs, its library counts', async () => {
  run('npm', 'run', '--silent', 'build')
  assert.equal(run(process.execPath, packageJson.bin.portolan, '--version').trim(), packageJson.version)
  const library = await import(resolve(ROOT, packageJson.exports['.'].default))
  const [hour, millisecond] = ['h', 'ms'].map(library.parseUnit)
  assert.equal(library.toDecimal(library.convert(library.parseDecimal('1'), hour, millisecond)), '3600000')
})
