drop table people_attempts;
