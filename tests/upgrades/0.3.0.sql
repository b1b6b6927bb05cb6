BEGIN TRANSACTION;
CREATE TABLE agency (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	title JSON NOT NULL, 
	icon VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_agency PRIMARY KEY (id), 
	CONSTRAINT uq_agency_code UNIQUE (code)
);
INSERT INTO "agency" VALUES(1,'DUKCAPIL','{"id": "Disdukcapil"}','{"id": "Disdukcapil"}','i-id',0,1);
INSERT INTO "agency" VALUES(2,'IMIGRASI','{"id": "Imigrasi"}','{"id": "Imigrasi"}','i-id',1,1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE counter (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	name JSON NOT NULL, 
	spoken JSON NOT NULL, 
	zone_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT fk_counter_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT uq_counter_code UNIQUE (code)
);
INSERT INTO "counter" VALUES(1,'1','{"id": "Loket 1"}','{"id": "loket satu"}',1,0,1);
INSERT INTO "counter" VALUES(2,'2','{"id": "Loket 2"}','{}',1,1,1);
INSERT INTO "counter" VALUES(3,'8','{"id": "Loket 8"}','{}',2,2,1);
CREATE TABLE counter_service (
	counter_id INTEGER NOT NULL, 
	service_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_counter_service PRIMARY KEY (counter_id, service_id), 
	CONSTRAINT fk_counter_service_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_counter_service_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "counter_service" VALUES(1,1,0);
INSERT INTO "counter_service" VALUES(1,2,1);
INSERT INTO "counter_service" VALUES(2,1,0);
INSERT INTO "counter_service" VALUES(3,3,0);
CREATE TABLE desk (
	counter_id INTEGER NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	reason VARCHAR(80) NOT NULL, 
	since DATETIME NOT NULL, 
	staff VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_desk PRIMARY KEY (counter_id), 
	CONSTRAINT fk_desk_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "desk" VALUES(1,'open','','2026-11-23 03:00:00.000000','ani');
INSERT INTO "desk" VALUES(2,'open','','2026-11-23 03:00:00.000000','ani');
INSERT INTO "desk" VALUES(3,'open','','2026-11-23 03:00:00.000000','ani');
CREATE TABLE device (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT uq_device_role_name UNIQUE (role, name), 
	CONSTRAINT uq_device_token_hash UNIQUE (token_hash)
);
INSERT INTO "device" VALUES(1,'kiosk-1','kiosk','911e3a0541eb7c156532a457f1144e3afbcbd15a8aa85cd7d794362b87099aac','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(2,'kiosk-2','kiosk','fd95592f0be89463f866bb1aec00f650d6780361767b7ea7dc728f09fc0a0360','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(3,'lobby','display','d3080b02735e7a3eb0f4aa6b8eada673cd1e5f43993a62f7e0b09b7bc286a891','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(4,'hallway','display','19d8658c76b48ed2edb45aacef9f7f7bd91cf78f7df01377782a5f14ea2a81c8','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(5,'upstairs','display','4c671ac575f939bc1a1848e28231927adc3b542c1bc070d9bf24b105418bdc08','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(6,'paper-1','printer','4197101313d32af8345357b0e762fadf4d8b9793e71139a5d3bd220797ea7bc3','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(7,'announcer','announcer','cf75913f5abea75c5f4e82973f08396d6b0abfa73783f889fac8fb36473a403c','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(8,'owner','owner','0f1c81ec72683c1697bf571828c820c8f9680ff88c67ee68de7fb93a04ee8d55','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "device" VALUES(9,'simpeg','program','80fb367edd9f50253c524f5fe10967a863cddff86d8b7f05845365083ec03099','2026-11-23 03:00:00.000000',NULL);
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	ticket_id INTEGER, 
	counter_id INTEGER, 
	actor VARCHAR(80) NOT NULL, 
	data JSON NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (seq)
);
INSERT INTO "journal" VALUES(1,'2026-11-22 12:58:40.011797','hall_changed',NULL,NULL,'system','{"changes": ["site: absent -> present", "hours: absent -> {''always'': True}", "zones: absent -> [{''code'': ''A'', ''name'': {''id'': ''Lantai 1''}}, {''code'': ''B'', ''name'': {''id'': ''Lantai 2''}}]", "agencies: absent -> [{''code'': ''DUKCAPIL'', ''name'': {''id'': ''Disdukcapil''}, ''title'': {''id'': ''Disdukcapil''}, ''icon'': ''i-id''}, {''code'': ''IMIGRASI'', ''name'': {''id'': ''Imigrasi''}, ''title'': {''id'': ''Imigrasi''}, ''icon'': ''i-id''}]", "services: absent -> [{''code'': ''KTP'', ''prefix'': ''A'', ''agency'': ''DUKCAPIL'', ''zone'': ''A'', ''name'': {''id'': ''KTP-el'', ''en'': ''ID card''}, ''short'': {''id'': ''KTP-el'', ''en'': ''ID card''}, ''requirements'': {''id'': [''KK asli'']}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': None, ''popular'': False, ''spoken'': {}, ''phrase'': {}}, {''code'': ''KK'', ''prefix'': ''A'', ''agency'': ''DUKCAPIL'', ''zone'': ''A'', ''name'': {''id'': ''Kartu Keluarga''}, ''short'': {''id'': ''Kartu Keluarga''}, ''requirements'': {}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': 3, ''popular'': False, ''spoken'': {}, ''phrase'': {}}, {''code'': ''PASPOR'', ''prefix'': ''F'', ''agency'': ''IMIGRASI'', ''zone'': ''B'', ''name'': {''id'': ''Paspor''}, ''short'': {''id'': ''Paspor''}, ''requirements'': {}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': None, ''popular'': False, ''spoken'': {}, ''phrase'': {}}]", "priorities: absent -> [{''code'': ''lansia'', ''name'': {''id'': ''Lansia''}, ''note'': {}, ''icon'': ''p-lansia'', ''head_start_s'': 900}]", "counters: absent -> [{''code'': ''1'', ''name'': {''id'': ''Loket 1''}, ''spoken'': {''id'': ''loket satu''}, ''zone'': ''A'', ''services'': [''KTP'', ''KK'']}, {''code'': ''2'', ''name'': {''id'': ''Loket 2''}, ''spoken'': {}, ''zone'': ''A'', ''services'': [''KTP'']}, {''code'': ''8'', ''name'': {''id'': ''Loket 8''}, ''spoken'': {}, ''zone'': ''B'', ''services'': [''PASPOR'']}]"]}');
INSERT INTO "journal" VALUES(2,'2026-11-22 12:58:40.098120','staff_changed',NULL,NULL,'system','{"name": "admin", "role": "admin", "change": "added"}');
INSERT INTO "journal" VALUES(3,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "ani", "role": "staff", "change": "added"}');
INSERT INTO "journal" VALUES(4,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "budi", "role": "supervisor", "change": "added"}');
INSERT INTO "journal" VALUES(5,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "citra", "role": "admin", "change": "added"}');
INSERT INTO "journal" VALUES(6,'2026-11-23 03:00:00.000000','device_changed',NULL,NULL,'system','{"name": "simpeg", "role": "program", "change": "added"}');
INSERT INTO "journal" VALUES(7,'2026-11-23 03:00:00.000000','counter_opened',NULL,1,'staff:ani','{"counter": "1", "reason": ""}');
INSERT INTO "journal" VALUES(8,'2026-11-23 03:00:00.000000','counter_opened',NULL,2,'staff:ani','{"counter": "2", "reason": ""}');
INSERT INTO "journal" VALUES(9,'2026-11-23 03:00:00.000000','counter_opened',NULL,3,'staff:ani','{"counter": "8", "reason": ""}');
INSERT INTO "journal" VALUES(10,'2026-11-23 03:00:00.000000','ticket_issued',1,NULL,'kiosk:kiosk-1','{"number": "A001", "service": "KTP", "print_job": 1, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(11,'2026-11-23 03:00:00.000000','ticket_issued',2,NULL,'kiosk:kiosk-1','{"number": "A002", "service": "KTP", "print_job": 2, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(12,'2026-11-23 03:00:00.000000','ticket_issued',3,NULL,'kiosk:kiosk-1','{"number": "A003", "service": "KTP", "print_job": 3, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(13,'2026-11-23 03:00:00.000000','ticket_issued',4,NULL,'kiosk:kiosk-1','{"number": "A004", "service": "KTP", "print_job": 4, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(14,'2026-11-23 03:00:00.000000','ticket_issued',5,NULL,'kiosk:kiosk-1','{"number": "A005", "service": "KTP", "print_job": 5, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(15,'2026-11-23 03:00:00.000000','ticket_issued',6,NULL,'kiosk:kiosk-1','{"number": "F001", "service": "PASPOR", "print_job": 6, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(16,'2026-11-23 03:00:00.000000','ticket_issued',7,NULL,'kiosk:kiosk-1','{"number": "F002", "service": "PASPOR", "print_job": 7, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(17,'2026-11-23 03:00:00.000000','ticket_issued',8,NULL,'kiosk:kiosk-1','{"number": "F003", "service": "PASPOR", "print_job": 8, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(18,'2026-11-23 03:00:00.000000','ticket_issued',9,NULL,'kiosk:kiosk-1','{"number": "A006", "service": "KK", "print_job": 9, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(19,'2026-11-23 03:00:00.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "offered", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(20,'2026-11-23 03:00:02.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "sending", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(21,'2026-11-23 03:00:02.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "printed", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(22,'2026-11-23 03:00:02.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "offered", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(23,'2026-11-23 03:00:04.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "sending", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(24,'2026-11-23 03:00:04.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "unknown", "why": "", "asked": "kiosk:kiosk-1", "number": "A002"}');
INSERT INTO "journal" VALUES(25,'2026-11-23 03:02:04.000000','ticket_called',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP", "reason": "Lansia, dihitung 09.45; 17 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(26,'2026-11-23 03:02:04.000000','ticket_called',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR", "reason": "Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(27,'2026-11-23 03:02:04.000000','ticket_called',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP", "reason": "Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(28,'2026-11-23 03:03:04.000000','ticket_started',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(29,'2026-11-23 03:03:04.000000','ticket_recalled',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR"}');
INSERT INTO "journal" VALUES(30,'2026-11-23 03:08:04.000000','ticket_finished',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(31,'2026-11-23 03:08:04.000000','ticket_skipped',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR"}');
INSERT INTO "journal" VALUES(32,'2026-11-23 03:08:04.000000','ticket_started',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP"}');
INSERT INTO "journal" VALUES(33,'2026-11-23 03:08:04.000000','ticket_held',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP"}');
INSERT INTO "journal" VALUES(34,'2026-11-23 03:09:04.000000','ticket_called',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "KTP", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(35,'2026-11-23 03:09:04.000000','ticket_started',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(36,'2026-11-23 03:09:04.000000','ticket_transferred',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "PASPOR"}');
INSERT INTO "journal" VALUES(37,'2026-11-23 03:09:04.000000','ticket_called',7,3,'staff:ani','{"number": "F002", "prefix": "F", "counter": "8", "service": "PASPOR", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(38,'2026-11-23 03:09:04.000000','ticket_cancelled',9,NULL,'staff:ani','{"number": "A006", "service": "KK", "reason": "pulang"}');
INSERT INTO "journal" VALUES(39,'2026-11-23 03:09:04.000000','print_changed',9,NULL,'printer:paper-1','{"job": 9, "printer": "paper-1", "state": "cancelled", "why": "given_up", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(40,'2026-11-23 03:09:04.000000','media_changed',NULL,NULL,'staff:citra','{"version": 1, "id": 1, "what": "added", "name": "Tutup jam 12"}');
INSERT INTO "journal" VALUES(41,'2026-11-23 03:09:04.000000','call_spoken',NULL,NULL,'system','{"call": 34, "zone": "A", "number": "A002", "counter": "1", "state": "withdrawn", "why": "waiting", "silent": false, "well": false}');
CREATE TABLE journal_head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	epoch VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_journal_head PRIMARY KEY (id)
);
INSERT INTO "journal_head" VALUES(1,41,'a75396737197cfd4');
CREATE TABLE media (
	id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	file VARCHAR(80), 
	type VARCHAR(40) NOT NULL, 
	bytes INTEGER NOT NULL, 
	width INTEGER, 
	height INTEGER, 
	seconds INTEGER, 
	text JSON NOT NULL, 
	zones JSON NOT NULL, 
	from_day VARCHAR(10), 
	until_day VARCHAR(10), 
	enabled BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_media PRIMARY KEY (id)
);
INSERT INTO "media" VALUES(1,'text','Tutup jam 12',NULL,'text/plain',12,NULL,NULL,NULL,'{"id": "Tutup jam 12"}','[]',NULL,NULL,1,0,'2026-11-23 03:09:04.000000','staff:citra');
CREATE TABLE number_series (
	day VARCHAR(10) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (day, prefix)
);
INSERT INTO "number_series" VALUES('2026-11-23','A',6);
INSERT INTO "number_series" VALUES('2026-11-23','F',3);
CREATE TABLE pairing (
	id INTEGER NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	secret_hash VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	wish VARCHAR(64) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	name VARCHAR(64), 
	confirmed_by VARCHAR(80) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_pairing PRIMARY KEY (id), 
	CONSTRAINT uq_pairing_code_hash UNIQUE (code_hash), 
	CONSTRAINT uq_pairing_secret_hash UNIQUE (secret_hash)
);
CREATE TABLE play (
	call_seq INTEGER NOT NULL, 
	zone VARCHAR(32) NOT NULL, 
	number VARCHAR(8) NOT NULL, 
	counter VARCHAR(16) NOT NULL, 
	speaker VARCHAR(80) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	started_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	ended_at DATETIME, 
	why VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_play PRIMARY KEY (call_seq)
);
INSERT INTO "play" VALUES(34,'A','A002','1','','withdrawn','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','waiting');
CREATE TABLE print_job (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	printer VARCHAR(64) NOT NULL, 
	copy_no INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	offered_at DATETIME, 
	sending_at DATETIME, 
	done_at DATETIME, 
	tries INTEGER NOT NULL, 
	why VARCHAR(200) NOT NULL, 
	paper_mm INTEGER, 
	ahead INTEGER, 
	estimate JSON, actor VARCHAR(80) DEFAULT '' NOT NULL, reason VARCHAR(120) DEFAULT '' NOT NULL, handled_by VARCHAR(80) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_print_job PRIMARY KEY (id), 
	CONSTRAINT fk_print_job_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);
INSERT INTO "print_job" VALUES(1,1,'paper-1',0,'printed','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:02.000000','2026-11-23 03:00:02.000000',0,'',100,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:15:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(2,2,'paper-1',0,'unknown','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000','2026-11-23 03:00:02.000000','2026-11-23 03:00:04.000000','2026-11-23 03:00:04.000000',0,'',100,1,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:20:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(3,3,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,2,'{"from": "2026-11-23T03:05:00Z", "to": "2026-11-23T03:30:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(4,4,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,3,'{"from": "2026-11-23T03:10:00Z", "to": "2026-11-23T03:35:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(5,5,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:15:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(6,6,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:20:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(7,7,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,1,'{"from": "2026-11-23T03:05:00Z", "to": "2026-11-23T03:30:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(8,8,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,2,'{"from": "2026-11-23T03:10:00Z", "to": "2026-11-23T03:40:00Z"}','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(9,9,'paper-1',0,'cancelled','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,'2026-11-23 03:09:04.000000',0,'given_up',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:35:00Z"}','kiosk:kiosk-1','','');
CREATE TABLE printer (
	name VARCHAR(64) NOT NULL, 
	agent BOOLEAN NOT NULL, 
	causes JSON NOT NULL, 
	near_end BOOLEAN, 
	used_mm INTEGER NOT NULL, 
	used_tickets INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_printer PRIMARY KEY (name)
);
INSERT INTO "printer" VALUES('paper-1',1,'[]',NULL,200,2,'2026-11-23 03:00:02.000000');
CREATE TABLE priority (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	note JSON NOT NULL, 
	icon VARCHAR(32) NOT NULL, 
	head_start_s INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_priority PRIMARY KEY (id), 
	CONSTRAINT uq_priority_code UNIQUE (code)
);
INSERT INTO "priority" VALUES(1,'lansia','{"id": "Lansia"}','{}','p-lansia',900,0,1);
CREATE TABLE screen (
	role VARCHAR(16) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	online BOOLEAN NOT NULL, 
	sound VARCHAR(12) NOT NULL, 
	voice VARCHAR(12) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_screen PRIMARY KEY (role, name)
);
CREATE TABLE service (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	agency_id INTEGER NOT NULL, 
	zone_id INTEGER NOT NULL, 
	name JSON NOT NULL, 
	short JSON NOT NULL, 
	requirements JSON NOT NULL, 
	target_wait_s INTEGER NOT NULL, 
	service_s INTEGER NOT NULL, 
	quota INTEGER, 
	popular BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, spoken JSON, phrase JSON, 
	CONSTRAINT pk_service PRIMARY KEY (id), 
	CONSTRAINT fk_service_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_service_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT uq_service_code UNIQUE (code)
);
INSERT INTO "service" VALUES(1,'KTP','A',1,1,'{"id": "KTP-el", "en": "ID card"}','{"id": "KTP-el", "en": "ID card"}','{"id": ["KK asli"]}',1800,480,NULL,0,0,1,'{}','{}');
INSERT INTO "service" VALUES(2,'KK','A',1,1,'{"id": "Kartu Keluarga"}','{"id": "Kartu Keluarga"}','{}',1800,480,3,0,1,1,'{}','{}');
INSERT INTO "service" VALUES(3,'PASPOR','F',2,2,'{"id": "Paspor"}','{"id": "Paspor"}','{}',1800,480,NULL,0,2,1,'{}','{}');
CREATE TABLE service_day (
	day VARCHAR(10) NOT NULL, 
	service_id INTEGER NOT NULL, 
	issued INTEGER NOT NULL, 
	priority_run INTEGER NOT NULL, 
	CONSTRAINT pk_service_day PRIMARY KEY (day, service_id)
);
INSERT INTO "service_day" VALUES('2026-11-23',1,5,0);
INSERT INTO "service_day" VALUES('2026-11-23',3,3,0);
INSERT INTO "service_day" VALUES('2026-11-23',2,1,0);
CREATE TABLE session (
	token_hash VARCHAR(64) NOT NULL, 
	staff_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (token_hash), 
	CONSTRAINT fk_session_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
);
INSERT INTO "session" VALUES('6fe4c36ea60d02e0772df4dfe9df1a6874dc72e222c3d949a4699f988e6ef7c4',2,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
INSERT INTO "session" VALUES('98a81e3fdece38da338f374afd5d795897970277234178df029a3fed6e118281',3,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
INSERT INTO "session" VALUES('b0e00ae94bca32718e771c09509af52460852625066836b904921299f66ae334',4,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
CREATE TABLE setting (
	"key" VARCHAR(64) NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
INSERT INTO "setting" VALUES('media','{"version": 1}');
CREATE TABLE site (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	region JSON NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	languages JSON NOT NULL, 
	hours JSON NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (id), 
	CONSTRAINT uq_site_code UNIQUE (code)
);
INSERT INTO "site" VALUES(1,'SIAK','{"id": "Mal Pelayanan Publik Kabupaten Siak"}','{"id": "Kabupaten Siak"}','Asia/Jakarta','["id", "en"]','{"always": true}');
CREATE TABLE staff (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	password_hash VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	CONSTRAINT pk_staff PRIMARY KEY (id), 
	CONSTRAINT uq_staff_name UNIQUE (name)
);
INSERT INTO "staff" VALUES(1,'admin','admin','$argon2id$v=19$m=65536,t=3,p=4$yMS8qzcBIqdQI6BA+FZZdg$0hTc4Qov3L8uJmu8Eof4gq3iSU2N6ksxNn1xxCfslCQ','2026-11-22 12:58:40.098120',NULL);
INSERT INTO "staff" VALUES(2,'ani','staff','$argon2id$v=19$m=65536,t=3,p=4$uU+De208DEYrI2GwcRYgQA$pjlJI9/OeFrdy/Zu5VWNODjI661bh+hqCspYtVJ/wdM','2026-11-23 03:00:00.000000',NULL);
INSERT INTO "staff" VALUES(3,'budi','supervisor','$argon2id$v=19$m=65536,t=3,p=4$OaacRtuEK3ZIglAHMyD36w$2gnJqv2VKExlOXSGXItlB6ihYZryMCD9sGHoyIMlqvU','2026-11-23 03:00:00.000000',NULL);
INSERT INTO "staff" VALUES(4,'citra','admin','$argon2id$v=19$m=65536,t=3,p=4$yhoRhfWyFUs9h43SDin3JQ$lsHF6vr5yqueco2cczne9wkwzze9bocoQXKtOFBlETU','2026-11-23 03:00:00.000000',NULL);
CREATE TABLE ticket (
	id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	number VARCHAR(8) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	service_id INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	v DATETIME NOT NULL, 
	issued_at DATETIME NOT NULL, 
	waiting_since DATETIME NOT NULL, 
	token VARCHAR(32) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	priority VARCHAR(32), 
	counter_id INTEGER, 
	called_at DATETIME, 
	served_at DATETIME, 
	ended_at DATETIME, 
	held_at DATETIME, 
	calls INTEGER NOT NULL, 
	returns INTEGER NOT NULL, 
	expired BOOLEAN NOT NULL, 
	origin VARCHAR(64) NOT NULL, 
	reason VARCHAR(250) NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	request_key VARCHAR(80) NOT NULL, 
	request VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_ticket PRIMARY KEY (id), 
	CONSTRAINT fk_ticket_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_ticket_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT uq_ticket_actor_request_key UNIQUE (actor, request_key), 
	CONSTRAINT uq_ticket_day_number UNIQUE (day, number), 
	CONSTRAINT uq_ticket_token UNIQUE (token)
);
INSERT INTO "ticket" VALUES(1,'2026-11-23','A001','A',1,'on_hold','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','Hx6jCgVlr31untEFCGSWbA','id',NULL,2,'2026-11-23 03:02:04.000000','2026-11-23 03:08:04.000000',NULL,'2026-11-23 03:08:04.000000',1,0,0,'','Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0001','KTP/');
INSERT INTO "ticket" VALUES(2,'2026-11-23','A002','A',3,'waiting','2026-11-23 03:04:32.000000','2026-11-23 03:00:00.000000','2026-11-23 03:09:04.000000','EGEH4yqdxX5Lv0qKnvizzA','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'Loket 1','','kiosk:kiosk-1','upgrade-0002','KTP/');
INSERT INTO "ticket" VALUES(3,'2026-11-23','A003','A',1,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','to1cErpax8-jG5_s2170Sg','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0003','KTP/');
INSERT INTO "ticket" VALUES(4,'2026-11-23','A004','A',1,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','0TzmrQTAMRjCA9CrcKIysg','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0004','KTP/');
INSERT INTO "ticket" VALUES(5,'2026-11-23','A005','A',1,'done','2026-11-23 02:45:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','mvB1UzFi-lje7R7B2YvjIQ','id','lansia',1,'2026-11-23 03:02:04.000000','2026-11-23 03:03:04.000000','2026-11-23 03:08:04.000000',NULL,1,0,0,'','Lansia, dihitung 09.45; 17 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0005','KTP/lansia');
INSERT INTO "ticket" VALUES(6,'2026-11-23','F001','F',3,'no_show','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','MrG5ksbnmpQpbUjNPHg0zg','id',NULL,3,'2026-11-23 03:02:04.000000',NULL,'2026-11-23 03:08:04.000000',NULL,2,0,0,'','Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0006','PASPOR/');
INSERT INTO "ticket" VALUES(7,'2026-11-23','F002','F',3,'called','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','qWmAHpTaDzYye1kqzXp9wQ','id',NULL,3,'2026-11-23 03:09:04.000000',NULL,NULL,NULL,1,0,0,'','Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0007','PASPOR/');
INSERT INTO "ticket" VALUES(8,'2026-11-23','F003','F',3,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','Y2koPfFi7FxWBkghs7cwqg','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0008','PASPOR/');
INSERT INTO "ticket" VALUES(9,'2026-11-23','A006','A',2,'cancelled','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','aaRqBTXifhZHe6ZvyFUVlA','id',NULL,NULL,NULL,NULL,'2026-11-23 03:09:04.000000',NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0009','KK/');
CREATE TABLE zone (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_zone PRIMARY KEY (id), 
	CONSTRAINT uq_zone_code UNIQUE (code)
);
INSERT INTO "zone" VALUES(1,'A','{"id": "Lantai 1"}',0,1);
INSERT INTO "zone" VALUES(2,'B','{"id": "Lantai 2"}',1,1);
CREATE INDEX ix_journal_ticket ON journal (ticket_id);
CREATE INDEX ix_ticket_called ON ticket (day, called_at);
CREATE INDEX ix_ticket_day ON ticket (day, state, service_id);
CREATE INDEX ix_ticket_line ON ticket (service_id, day, state, v, id);
CREATE INDEX ix_ticket_open ON ticket (day) WHERE state IN ('waiting', 'called', 'serving', 'on_hold');
CREATE UNIQUE INDEX ux_ticket_counter ON ticket (counter_id) WHERE state IN ('called', 'serving');
CREATE INDEX ix_print_job_printer ON print_job (printer, state, id);
CREATE INDEX ix_print_job_ticket ON print_job (ticket_id, id);
CREATE INDEX ix_print_job_unfinished ON print_job (state, printer, expires_at) WHERE state IN ('queued', 'offered', 'sending');
CREATE INDEX ix_print_job_open ON print_job (handled_by, ticket_id) WHERE state IN ('unknown', 'expired') AND handled_by = '';
CREATE INDEX ix_play_number ON play (number, call_seq);
CREATE INDEX ix_play_zone ON play (zone, call_seq);
CREATE UNIQUE INDEX ux_play_zone ON play (zone) WHERE state = 'playing';
COMMIT;
