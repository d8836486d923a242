-- How well a range is known, apart from how much of a contract is read; and whether block hashes are recomputed.

alter table coverage add column reach text not null default 'whole';   -- whole | watched: as far as watched addresses are named
update coverage set reach = 'watched', grade = 'fetched' where grade = 'watched';
alter table chain add column hashes text not null default 'untried';   -- untried | recomputed | not-recomputable
