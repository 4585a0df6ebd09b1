# The packages that a list brings: itself, what it depends on, and what every Debian has (essential and
# required). Read from dpkg's own database; nothing is asked of a network.
package closure;
use strict;
use warnings;

sub installed { # name -> { depends => [[alternatives]...], always => bool }, and virtual name -> [names]
    my (%package, %provides);
    open my $query, '-|', 'dpkg-query', '-W', '-f',
        '${db:Status-Status}\t${Package}\t${Essential}\t${Priority}\t${Pre-Depends}, ${Depends}\t${Provides}\n'
        or die "dpkg-query: $!\n";
    while (<$query>) {
        chomp;
        my ($status, $name, $essential, $priority, $depends, $provides) = split /\t/, $_, -1;
        next unless $status eq 'installed';
        my @clauses;
        for my $clause (split /\s*,\s*/, $depends) {
            my @names = map { s/[\s:(\[].*//r } split /\s*\|\s*/, $clause;
            push @clauses, [ grep { length } @names ] if $clause =~ /\S/;
        }
        $package{$name} = { depends => \@clauses,
            always => ($essential eq 'yes' || $priority eq 'required') };
        push @{ $provides{ s/[\s:(].*//r } }, $name for grep { length } split /\s*,\s*/, $provides;
    }
    close $query;
    return (\%package, \%provides);
}

sub of { # list of names -> { name => 1 }
    my @queue = @_;
    my ($package, $provides) = installed();
    push @queue, grep { $package->{$_}{always} } keys %$package;
    my %in;
    while (defined(my $name = shift @queue)) {
        my @real = $package->{$name} ? ($name) : @{ $provides->{$name} // [] };
        for my $real (@real) {
            next if $in{$real}++;
            for my $clause (@{ $package->{$real}{depends} }) {
                push @queue, @$clause; # an alternative that is not installed falls out above
            }
        }
    }
    return \%in;
}

sub files { # { name => 1 } -> all paths that these packages own
    my ($in) = @_;
    my @paths;
    open my $list, '-|', 'dpkg', '-L', sort keys %$in or die "dpkg -L: $!\n";
    while (<$list>) {
        chomp;
        push @paths, $_ if m{^/};
    }
    close $list;
    return @paths;
}
1;
