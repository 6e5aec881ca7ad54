drop function stek.wrapped_keys();
