-- What no log can rebuild: chains, their blocks and raw logs, fetched documents. Numbered and kept for ever.
-- Portable subset: text, bigint, integer; no engine types, no triggers. Hex is lower-case text; times are Unix seconds.

create table chain (
  chain text not null primary key,      -- CAIP-2
  head_number bigint not null,          -- the newest applied block; start - 1 before the first
  head_hash text not null,              -- '' before the first
  head_time bigint not null,
  final_number bigint not null,
  final_hash text not null,
  start_number bigint not null,
  remote_number bigint not null,        -- the newest block the RPC has shown
  epoch bigint not null,                -- raised by each writer that takes over; older ones are fenced
  seq bigint not null,                  -- commits so far
  state text not null,                  -- backfill | following | halted
  reason text                           -- why halted, else null
);

create table block (
  chain text not null,
  number bigint not null,
  hash text not null,
  parent text not null,
  time bigint not null,
  base_fee text,                        -- wei per gas, uint256 as 64 hex digits
  primary key (chain, number)
);
create unique index block_by_hash on block (chain, hash);
create index block_by_time on block (chain, time, number);

-- The source of truth: every log of the configured contracts, as received and checked.
create table log (
  chain text not null,
  block bigint not null,
  log_index bigint not null,
  tx text not null,
  tx_index bigint not null,
  address text not null,
  topics text not null,                 -- joined by spaces
  data text not null,
  primary key (chain, block, log_index)
);

-- Which ranges of which contract have been read, and how well that is known (fetched | cross-checked | proved).
create table coverage (
  chain text not null,
  contract text not null,
  from_block bigint not null,
  to_block bigint not null,
  grade text not null,
  primary key (chain, contract, from_block)
);

-- One row per URI and kind: what is to be fetched, and what the last fetch gave.
create table document (
  kind text not null,
  id text not null,                     -- SHA-256 of the URI
  uri text not null,
  verdict text,                         -- null until first fetched
  reason text,
  content text,                         -- SHA-256 of the bytes, where there are any
  media_type text,
  fetched_at bigint,
  due bigint,                           -- when to fetch next; null: never again
  tries integer not null,
  unread integer not null,              -- 1: the bytes are here but their module has yet to read them
  primary key (kind, id)
);
create index document_by_due on document (due) where due is not null;
create index document_unread on document (kind, id) where unread = 1;

-- Every fetch that changed something: never overwritten.
create table document_fetch (
  kind text not null,
  id text not null,
  fetched_at bigint not null,
  verdict text not null,
  reason text,
  content text,
  primary key (kind, id, fetched_at)
);

create table content (
  id text not null primary key,         -- SHA-256 of the bytes
  keccak text not null,                 -- keccak-256 of them, 0x hex
  size bigint not null,
  body text not null                    -- UTF-8 text as it is, other bytes as \x and hex
);

-- The fingerprint of the rules that the fact and claim tables were built with.
create table rules (
  name text not null primary key,       -- 'facts' | 'claims'
  fingerprint text not null
);
