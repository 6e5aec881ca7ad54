drop schema work cascade;
