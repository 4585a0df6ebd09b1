#!/usr/bin/perl
# loaded.pl LIST THING...: every library that a program links (THING is a file) or a running process has
# loaded (THING is a process id) must come from a package that LIST installs, or from our own build.
# Exit 1 with one line for each that does not.
use strict;
use warnings;
use lib 'tests/house';
use closure;
use Cwd 'realpath';
use Errno;

my ($list, @things) = @ARGV;
die "usage: loaded.pl LIST FILE|PID...\n" unless @things;
my @packages = split /\n/, `./wayside list $list`;
my %owned;
for my $path (closure::files(closure::of(@packages))) {
    $owned{$path} = 1;
    my $real = realpath($path);
    $owned{$real} = 1 if defined $real;
}

my $wrong = 0;
for my $thing (@things) {
    my @libraries;
    if ($thing =~ /^\d+$/) {
        open my $maps, '<', "/proc/$thing/maps" or do {
            die "process $thing is not running\n" unless $!{EACCES} || $!{EPERM};
            next; # it lets nobody but root look into it
        };
        my %seen;
        while (<$maps>) { $seen{$1} = 1 if m{\s(/\S+\.so[.\d]*)$} }
        @libraries = sort keys %seen;
    } else {
        @libraries = map { m{(/\S+) \(0x} ? $1 : () } `ldd $thing`;
        print "$thing: a library is missing\n" and $wrong++ if `ldd $thing` =~ /not found/;
    }
    die "$thing: no library found; is it a program?\n" unless @libraries;
    for my $library (@libraries) {
        next if $owned{ realpath($library) // $library };
        print "$thing: $library comes from no package of the list '$list' (./wayside, packages_*)\n";
        $wrong++;
    }
}
exit($wrong ? 1 : 0);
