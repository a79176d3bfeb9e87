-- The owner migrates (and makes test databases); the web role has rows only. The settings on the web role are those
-- that docs/decisions/0003 measured: no parallel workers for small questions, plans made for the values at hand.
do $$
begin
  if not exists (select from pg_roles where rolname = 'kortet_owner') then
    create role kortet_owner login createdb;
  end if;
  if not exists (select from pg_roles where rolname = 'kortet_web') then
    create role kortet_web login;
  end if;
end $$;
alter role kortet_web set statement_timeout = '10s';
alter role kortet_web set idle_in_transaction_session_timeout = '15s';
alter role kortet_web set max_parallel_workers_per_gather = 0;
alter role kortet_web set plan_cache_mode = 'force_custom_plan';
grant kortet_web to kortet_owner;
