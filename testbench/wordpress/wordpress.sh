#!/bin/sh
# wordpress.sh SOURCE FOLDER PORT DATABASE-PORT: one blog on loopback, with an account of the role Author.
# SOURCE is where the system's WordPress is; FOLDER is empty and takes everything that is written.
# Prints one line of JSON when it answers: {"ready":true,"base":…,"user":…,"password":…}. SIGTERM stops it.
set -eu
source=$1 folder=$2 port=$3 database_port=$4
base=http://127.0.0.1:$port
mkdir "$folder/database" "$folder/run"

# The database server does not run as root; Debian's package makes an account for it.
owner=
if [ "$(id -u)" = 0 ]; then
    owner=--user=mysql
    chown mysql "$folder/database" "$folder/run"
    chmod 711 "$folder"
fi
mariadb-install-db --no-defaults $owner --datadir="$folder/database" --auth-root-authentication-method=normal \
    --skip-test-db >&2
mariadbd --no-defaults $owner --datadir="$folder/database" --socket="$folder/run/socket" --pid-file="$folder/run/pid" \
    --bind-address=127.0.0.1 --port="$database_port" --skip-log-bin --innodb-flush-log-at-trx-commit=0 >&2 &
database=$!
blog=
stop() {
    trap - EXIT TERM INT
    kill $blog $database 2>/dev/null || true
    wait
    exit 0
}
trap stop EXIT TERM INT
sql() { mariadb --no-defaults --user=root --socket="$folder/run/socket" "$@"; }
until sql --execute='select 1' >/dev/null 2>&1; do
    kill -0 $database
    sleep 0.1
done
sql --execute="create database blog character set utf8mb4; create user blog@'127.0.0.1' identified by 'blog'; \
    grant all on blog.* to blog@'127.0.0.1'"

# A copy, because the system's own has its settings elsewhere.
cp -rL "$source" "$folder/site"
mkdir -p "$folder/site/wp-content/uploads"
cat >"$folder/site/wp-config.php" <<PHP
<?php
define('DB_HOST', '127.0.0.1:$database_port');
define('DB_NAME', 'blog'); define('DB_USER', 'blog'); define('DB_PASSWORD', 'blog');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as \$name) {
    define(\$name . '_KEY', \$name . ' key of a test'); define(\$name . '_SALT', \$name . ' salt of a test');
}
// Application passwords are refused over plain http everywhere else.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HOME', '$base'); define('WP_SITEURL', '$base');
// It asks nobody outside, and does nothing that it is not asked.
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
PHP
cat >"$folder/install.php" <<PHP
<?php
define('WP_INSTALLING', true);
\$_SERVER['HTTP_HOST'] = '127.0.0.1:$port';
require '$folder/site/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('The blog of the project', 'keeper', 'keeper@project.example', true, '', 'password of a test');
update_option('permalink_structure', '/%postname%/');
\$voice = wp_insert_user(['user_login' => 'voice', 'user_pass' => 'password of a test',
    'user_email' => 'voice@project.example', 'role' => 'author']);
[\$password] = WP_Application_Passwords::create_new_application_password(\$voice, ['name' => 'tests']);
file_put_contents('$folder/password', \$password);
PHP
php -d error_reporting=E_ERROR "$folder/install.php" >&2
cat >"$folder/router.php" <<'PHP'
<?php
// Files as they are, every other address through WordPress, as a web server with pretty addresses does it.
$file = $_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($file)) { return false; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
chdir($_SERVER['DOCUMENT_ROOT']);
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
PHP
php -d error_reporting=E_ERROR -d display_errors=0 -d upload_max_filesize=32M -d post_max_size=34M \
    -S "127.0.0.1:$port" -t "$folder/site" "$folder/router.php" >&2 &
blog=$!
until php -r "exit(@file_get_contents('$base/wp-json/') === false ? 1 : 0);"; do
    kill -0 $blog
    sleep 0.1
done
printf '{"ready":true,"base":"%s","user":"voice","password":"%s"}\n' "$base" "$(cat "$folder/password")"
wait $blog
