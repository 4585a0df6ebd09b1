#!/usr/bin/perl
# allowed.pl BUILD: holds the tree against tests/house/allowed.txt.
#   rooms:    every #include of a room is its own, of a room it may use, of the C library, or listed for it;
#             and a source of that room that includes a header of any other room does not compile.
#   programs: the shared libraries that a program names (readelf -d) are exactly those listed.
# Exit 1 with one line for each finding.
use strict;
use warnings;

my ($build) = @ARGV or die "usage: allowed.pl BUILD\n";
my $findings = 0;
sub finding { print "@_\n"; $findings++ }

my (%folder, %uses, %outside, %libraries, $every);
open my $table, '<', 'tests/house/allowed.txt' or die "tests/house/allowed.txt: $!\n";
while (<$table>) {
    s/#.*//;
    my ($kind, $name, @words) = split or next;
    if ($kind eq 'room') { $folder{$name} = shift @words; $uses{$name} = \@words }
    elsif ($kind eq 'headers') { push @{ $outside{$name} }, @words }
    elsif ($kind eq 'program') { $libraries{$name} = \@words }
    else { die "allowed.txt:$.: '$kind' is not room, headers or program\n" }
}

sub room_of { # the room with the longest folder that holds this file
    my ($file) = @_;
    my ($best) = sort { length $folder{$b} <=> length $folder{$a} } grep { index($file, "$folder{$_}/") == 0 } keys %folder;
    return $best;
}
sub sources {
    my ($room) = @_;
    return grep { room_of($_) eq $room } split /\n/, `git ls-files -co --exclude-standard '$folder{$room}/*.c' '$folder{$room}/*.h'`;
}
sub matches {
    my ($header, @patterns) = @_;
    for my $pattern (@patterns) { return 1 if $header =~ /^\Q$pattern\E$/ || ($pattern =~ m{^(.*)/\*$} && index($header, "$1/") == 0) }
    return 0;
}

# What is written.
for my $room (sort keys %folder) {
    my @rooms = ($room, @{ $uses{$room} });
    for my $file (sources($room)) {
        open my $in, '<', $file or next;
        while (<$in>) {
            next unless /^\s*#\s*include\s*([<"])([^>"]+)[>"]/;
            my ($mark, $header) = ($1, $2);
            finding("$file:$.: \"../\" in an include") if $header =~ m{\.\./};
            my ($of) = $header =~ m{^([^/]+)/};
            next if defined $of && exists $folder{$of} && grep { $_ eq $of } @rooms;
            if (defined $of && exists $folder{$of}) {
                finding("$file:$.: $room may not include $header (docs/ARCHITECTURE.md, rooms)");
                next;
            }
            my @own = glob("$folder{$room}/$header $folder{$room}/*/$header");
            next if $mark eq '"' && grep { -e } @own;
            finding("$file:$.: $header is not on the list of $room (tests/house/allowed.txt)")
                unless matches($header, @{ $outside{every} }, @{ $outside{$room} // [] });
        }
    }
}

# What would compile.
my %command;
{
    open my $json, '<', "$build/compile_commands.json" or die "$build/compile_commands.json: configure first\n";
    my $command;
    while (<$json>) {
        $command = $1 if /^\s*"command": "(.*)",?$/;
        next unless /^\s*"file": "(.*)"/ and defined $command;
        my $file = $1;
        for my $room (keys %folder) {
            next unless $file =~ m{/\Q$folder{$room}\E/[^/]+\.c$} && $command =~ /wayside_$room\.dir/;
            $command{$room} //= join ' ', map { /^-(I|isystem)/ ? $_ : () } split /\s+(?=-)/, $command =~ s/\\"/"/gr;
        }
    }
}
sub compiles { my ($flags, $header) = @_; return system("printf '#include \"$header\"\\n' | cc -std=c11 -D_GNU_SOURCE $flags -fsyntax-only -x c - 2>/dev/null") == 0 }
my %first = map { my ($header) = glob("$folder{$_}/include/$_/*.h"); defined $header ? ($_ => $header =~ s{.*/include/}{}r) : () } keys %folder;
for my $room (sort keys %folder) {
    my $flags = $command{$room} // next;
    finding("$room: its own $first{$room} does not compile: this check would see nothing") if $first{$room} && !compiles($flags, $first{$room});
    for my $other (sort keys %first) {
        next if $other eq $room || grep { $_ eq $other } @{ $uses{$room} };
        finding("$room can include $first{$other}; it must not compile") if compiles($flags, $first{$other});
    }
}

# What is linked.
for my $program (sort keys %libraries) {
    my $path = "$build/bin/$program";
    unless (-x $path) { finding("$path is not built"); next }
    my %allowed = map { $_ => 1 } @{ $libraries{$program} };
    for (`readelf -d $path`) {
        next unless /\(NEEDED\).*\[([^\]]+)\]/;
        finding("$program: $1 is not on its list (tests/house/allowed.txt)")
            unless delete $allowed{$1} || $1 =~ /^(libc|libm|ld-linux.*|libasan|libubsan|libgcc_s)\.so/;
    }
}
print $findings ? "$findings findings\n" : "everything is where it may be\n";
exit($findings ? 1 : 0);
