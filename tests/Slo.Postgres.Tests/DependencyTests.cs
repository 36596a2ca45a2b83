using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>Calls to a real PostgreSQL through Npgsql, as the dependency map sees them.</summary>
public sealed class DependencyTests
{
    [Fact]
    public async Task Queries_OfNpgsql_AreCallsToTheDatabaseAndNameNoStatement()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("jobs").TargetPercent(99).Build());
        using IDisposable observation = SloDependency.Observe();
        for (var i = 0; i < 30; i++)
        {
            using Activity job = new Activity("job").Start();
            SloCallScope scope = SloCalls.Begin();
            var isGood = i < 15;
            try
            {
                await using NpgsqlCommand command = source.CreateCommand(isGood ? "SELECT 1" : "SELECT secret_column FROM missing");
                await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
            }
            catch (PostgresException)
            {
            }

            tracker.Record(new SloEvent(isGood ? SloOutcome.Good : SloOutcome.Bad) { Calls = scope.End() });
        }

        registry.Evaluate();
        SloDependencyReport report = tracker.GetDependencies();

        SloDependencyStatus database = Assert.Single(report.Dependencies);
        Assert.Equal(15, database.TotalCalls.Bad);
        Assert.StartsWith("127.0.0.1:" + server.Port.ToString(CultureInfo.InvariantCulture) + "/", database.Name, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", database.Name, StringComparison.Ordinal);
        Assert.Equal(SloDependencyVerdict.Reporting, report.Verdict);
    }

    [Fact]
    public async Task Connections_ThatFail_AreCallsToTheDatabaseAndNameNoUser()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(string.Create(
            CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={LoopbackPort.FreeNumber()};Username=hidden;Password=secret;Database=shop"));
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("jobs").TargetPercent(99).Build());
        using IDisposable observation = SloDependency.Observe();
        using Activity job = new Activity("job").Start();
        SloCallScope scope = SloCalls.Begin();
        await using NpgsqlCommand command = source.CreateCommand("SELECT 1");
        await Assert.ThrowsAsync<NpgsqlException>(() => command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        tracker.Record(new SloEvent(SloOutcome.Bad) { Calls = scope.End() });

        SloDependencyStatus database = Assert.Single(tracker.GetDependencies().Dependencies);
        Assert.Matches(@"^127\.0\.0\.1:\d+/shop$", database.Name);
        Assert.Equal(new SloEventCounts(0, 1), database.TotalCalls);
    }
}
