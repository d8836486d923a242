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
  const asked = blocks.flatMap(({ text }, i) => (text.startsWith('curl') ? [[text, blocks[i + 1]?.text ?? '']] : []))
  const answers = asked.map(([command = '']) =>
    execFileSync('sh', ['-c', command.replace('http://127.0.0.1:4000', host)], { encoding: 'utf8' }),
  )
  assert.equal(asked.length, 2)
  assert.deepEqual(
    answers.map(answer => JSON.parse(answer)),
    asked.map(([, shown = '']) => JSON.parse(shown)),
  )
})

/** Asked with curl: what each offer of a category charges for a job, by name, in the smallest unit. */
const charged = (
  category: string,
  quantities: readonly (readonly [string, string, string])[],
  policy = {},
): Record<string, string[]> => {
  const query = `query ($job: Job!, $policy: Policy) { quote(job: $job, policy: $policy, first: 10) {
    nodes { offer { subject name } total { atomic } }
  } }`
  const job = { category, quantities: quantities.map(([meter, value, unit]) => ({ meter, value, unit })) }
  const body = JSON.stringify({ query, variables: { job, policy } })
  const answer = execFileSync('curl', ['-s', url, '-H', 'content-type: application/json', '-d', body], {
    encoding: 'utf8',
  })
  const nodes: { offer: { name: string }; total: { atomic: string } }[] = JSON.parse(answer).data.quote.nodes
  const byName = Map.groupBy(nodes, ({ offer }) => offer.name)
  return Object.fromEntries([...byName].map(([name, quotes]) => [name, quotes.map(({ total }) => total.atomic)]))
}

test('the worked examples, to the atomic unit', () => {
  const euros = { assets: [assetOf('Test Euro')] }
  const answers = {
    'one data point': charged('x:weather.forecast', [['point', '1', '{point}']])[
      'Hourly forecast, per data point'
    ]?.includes('100'),
    '32.4 kWh and 25 min in dollars': charged('osm:amenity=charging_station', [
      ['energy', '32400', 'W.h'],
      ['idle', '1500', 's'],
    ])['CCS2 150 kW, bay 4'],
    '32.4 kWh and 25 min in euros': charged(
      'osm:amenity=charging_station',
      [
        ['energy', '32.4', 'kW.h'],
        ['idle', '25', 'min'],
      ],
      euros,
    )['CCS2 150 kW, bay 4'],
    'one hour of compute': charged('x:compute.gpu', [['time', '1', 'h']])['Edge GPU slice, 1/8 L4']?.includes('50000'),
    'one millisecond of compute': charged('x:compute.gpu', [['time', '1', 'ms']])['Edge GPU slice, 1/8 L4']?.includes(
      '1',
    ),
    '37 Wh of sun': charged('x:energy.electricity', [['energy', '37', 'W.h']])['Roof PV surplus']?.includes('2960'),
    '620.3 km2 of imagery': charged('x:imagery.optical', [
      ['area', '620.3', 'km2'],
      ['cloud-free', '0', '{guarantee}'],
    ])['50 cm optical tasking']?.includes('5627250000'),
    '12,345 characters, and with a fee': charged('x:language.translation', [['char', '12345', '{char}']])[
      'Machine translation EN-NB'
    ],
    '61 minutes of parking': charged('osm:amenity=parking', [['time', '61', 'min']])['Lot 7 parking, 15 min blocks'],
    'one crossing': charged('osm:barrier=toll_booth', [['crossing', '1', '{crossing}']])['Bridge crossing, class B'],
  }
  assert.deepEqual(answers, {
    'one data point': true,
    '32.4 kWh and 25 min in dollars': ['17782000'],
    '32.4 kWh and 25 min in euros': ['16136000'],
    'one hour of compute': true,
    'one millisecond of compute': true,
    '37 Wh of sun': true,
    '620.3 km2 of imagery': true,
    '12,345 characters, and with a fee': ['213210', '215210'],
    '61 minutes of parking': ['3750000'],
    'one crossing': ['2400000'],
  })
})

/** The asset of a pay entry whose EIP-712 domain has this name. */
function assetOf(name: string): string {
  const query = '{ offers(first: 100) { nodes { pay { asset extra } } } }'
  const answer = execFileSync(
    'curl',
    ['-s', url, '-H', 'content-type: application/json', '-d', JSON.stringify({ query })],
    { encoding: 'utf8' },
  )
  const offers: { pay: { asset: string; extra: { name?: string } | null }[] }[] = JSON.parse(answer).data.offers.nodes
  return offers.flatMap(({ pay }) => pay).find(({ extra }) => extra?.name === name)?.asset ?? ''
}
