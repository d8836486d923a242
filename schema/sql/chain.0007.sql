-- Whose documents are fetched next, and how much of us each host and announcer has had. Local to a node: no root covers it.

alter table document add column turn bigint;       -- its place in the line of those to fetch; null: not in line
alter table document add column host text;         -- whose host it waits for, while in line; null: it needs no network
alter table document add column announcer text;    -- on whose account it waits, while in line; null: on nobody's
create index document_in_line on document (turn, host, announcer) where turn is not null;

-- Who named a URI: any of them may be the one on whose account it is fetched.
create table document_announcer (
  kind text not null,
  id text not null,                     -- SHA-256 of the URI
  announcer text not null,
  primary key (kind, id, announcer)
);

create table fetch_account (
  name text not null primary key,       -- 'host ' or 'by ' and the name; '' for all together
  turn bigint not null,                 -- the last place in line that was given out
  hour bigint not null,                 -- Unix hour of the next two
  requests bigint not null,             -- begun in that hour
  bytes bigint not null,                -- received in that hour
  spent bigint not null,                -- the last hour in which the budget was spent
  kept bigint not null                  -- bytes in the store that came on this account
);
insert into fetch_account (name, turn, hour, requests, bytes, spent, kept)
  select '', 0, 0, 0, 0, 0, coalesce(sum(size), 0) from content
   where id in (select content from document where uri like 'http%' or uri like 'ipfs%');
