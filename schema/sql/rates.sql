-- The latest round of each configured price feed.

create table rate (
  chain text not null,
  id text not null,                     -- eip155:<chain>:<aggregator>
  answer text not null,                 -- int256 as decimal text
  round text not null,                  -- uint256 as decimal text
  updated_at bigint not null,           -- Unix seconds, as the feed says
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
