-- What is known to be missing and is looked for, and what contracts were found to say of themselves.

create table repair (
  chain text not null,
  id text not null,                     -- of the gap, or check/<kind>/<key> where a contract says otherwise than we hold
  contract text not null,
  from_block bigint,                    -- where the missing logs may lie; null: as far back as we look
  to_block bigint not null,
  state text not null,                  -- open | repaired | confirmed: every endpoint was asked, and none has them
  tries bigint not null,
  due bigint not null,                  -- Unix seconds of the node's clock: not before
  asked text not null,                  -- JSON array of the endpoints that answered and had nothing new
  found bigint not null,                -- logs that were missing, so far
  detail text,                          -- of a check: how it differs; else why the last try failed
  primary key (chain, id)
);
create index repair_by_due on repair (chain, due) where state = 'open';

-- The last pass over everything of one kind that a contract says of itself, and the pass that is under way.
create table tail_check (
  chain text not null,
  contract text not null,
  kind text not null,
  outcome text,                         -- holds | differs | proved | unproved; null: no pass is over
  detail text,
  block bigint,                         -- as of which, where no later block was
  checked bigint not null,
  differing bigint not null,
  at bigint,                            -- Unix seconds of the node's clock: when it was over
  next_key text not null,               -- the pass under way goes on behind this key; '': it has not begun
  next_block bigint,
  next_checked bigint not null,
  next_differing bigint not null,
  due bigint not null,                  -- the next page is not asked for before
  primary key (chain, contract, kind)
);
