using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests.Docs;

/// <summary>The tables of docs/fleet.md, and that of docs/metrics.md about fleets, against the code.</summary>
public sealed class FleetPageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("docs", "fleet.md"));

    [Fact]
    public void Options_Rows_AreThoseOfTheCode()
    {
        Dictionary<string, object?> defaults = [];
        foreach (var options in (object[])[new SloFleetOptions(), new SloPostgresOptions()])
        {
            foreach (PropertyInfo property in options.GetType().GetProperties())
            {
                defaults.Add(property.Name, property.GetValue(options));
            }
        }

        defaults["Instance"] = "the machine";
        Assert.Equal(
            defaults.Select(option => (option.Key, Shown(option.Value))),
            Options().Select(row => (row[0].Trim('`'), row[1].Trim('`'))));

        static string Shown(object? value) =>
            value is TimeSpan time ? SloDuration.Format(time) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    [Fact]
    public void Options_Limits_AreTheLastOnesTaken() => Assert.All(Options().Where(row => row[2].Length > 0), row =>
    {
        var name = row[0].Trim('`');
        foreach ((string cell, int beyond) in ((string, int)[])[(row[2].Trim('`'), -1), (row[3].Trim('`'), 1)])
        {
            Assert.True(IsTaken(name, cell, beyond: 0), $"{name} {cell}");
            Assert.False(IsTaken(name, cell, beyond), $"{name} beyond {cell}");
        }
    });

    [Fact]
    public async Task Limits_OfInstances_AreThoseOfTheQueries()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        TimeSpan interval = TimeSpan.FromMinutes(1);
        await store.ExchangeAsync(new("", "a", Guid.NewGuid(), interval, [], 0), TestContext.Current.CancellationToken);
        TimeSpan silent = int.Parse(Limit("intervals without a report"), CultureInfo.InvariantCulture) * interval;
        TimeSpan forgotten = int.Parse(Limit("the same, in intervals of the instance"), CultureInfo.InvariantCulture) * interval;
        TimeSpan little = TimeSpan.FromSeconds(20);

        Assert.True((await InstancesAsync(silent - little)).Single().IsReporting);
        Assert.False((await InstancesAsync(silent + little)).Single().IsReporting);
        Assert.Single(await InstancesAsync(forgotten - little));
        Assert.Empty(await InstancesAsync(forgotten + little));
        await postgres.ExecuteAsync($"UPDATE {schema}.instance SET report_interval = interval '1 second'");
        Assert.Single(await InstancesAsync(DurationOf("time without a report") - little));
        Assert.Empty(await InstancesAsync(DurationOf("time without a report") + little));

        async Task<IReadOnlyList<SloFleetInstance>> InstancesAsync(TimeSpan ago)
        {
            await postgres.ExecuteAsync($"UPDATE {schema}.instance SET seen_at = clock_timestamp() - interval '{ago.TotalSeconds} seconds'");
            return await store.ReadInstancesAsync("", TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Limits_OfTheLeader_AreThoseOfTheCode()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        TimeSpan interval = TimeSpan.FromMinutes(1);
        await store.ExchangeAsync(new("", "a", Guid.NewGuid(), interval, [], 0), TestContext.Current.CancellationToken);
        await postgres.ExecuteAsync($"INSERT INTO {schema}.fleet VALUES ('', clock_timestamp(), 1, 1, 1, 0, clock_timestamp(), 0)");
        TimeSpan without = int.Parse(Limit("intervals without a leader"), CultureInfo.InvariantCulture) * interval;

        Assert.False(await LeadsAsync(without - TimeSpan.FromSeconds(20)));
        Assert.True(await LeadsAsync(without + TimeSpan.FromSeconds(20)));

        // What the code sets in its session can be read there alone.
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Math.Max({DurationOf("time without a sign of the leader").TotalMilliseconds:#_000}, {Limit("the same in intervals")} * interval"),
            SourceOf("Leadership.cs"), StringComparison.Ordinal);

        async Task<bool> LeadsAsync(TimeSpan ago)
        {
            await postgres.ExecuteAsync($"UPDATE {schema}.fleet SET led_at = clock_timestamp() - interval '{ago.TotalSeconds} seconds'");
            await store.ExchangeAsync(new("", "a", Guid.NewGuid(), interval, [], 0), TestContext.Current.CancellationToken);
            return await store.LeadAsync("", TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Limits_OfTheServer_AreThoseOfTheCode()
    {
        using NpgsqlDataSource source = Connections.Create("Host=nowhere");
        Assert.Equal(Limit("connections of an instance"), Number(new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize));
        Assert.Contains($"PostgreSQL {Limit("version of PostgreSQL")} or later", SourceOf("SloPostgresBuilderExtensions.cs"), StringComparison.Ordinal);
        Assert.Equal(DurationOf("slices are merged every"), FieldOf(typeof(Compaction), "Interval"));
        Assert.Equal(DurationOf("minutes become hours after"), FieldOf(typeof(Compaction), "MinuteRetention"));
        Assert.Contains($"date_bin('{DurationOf("time for which one partition").TotalDays} days'", SourceOf("Leadership.cs"), StringComparison.Ordinal);
        Assert.Contains($"- interval '{DurationOf("a partition is dropped").TotalDays} days'", SourceOf("Compaction.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_OfTheMap_AreThoseOfTheCode()
    {
        var source = SourceOf("DependencyRows.cs");
        Assert.Contains($"MostRows = {Map("instances of all services"):#_000};", source, StringComparison.Ordinal);
        Assert.Contains($"MostBytes = {Map("size of all rows"):#_000_000};", source, StringComparison.Ordinal);
        Assert.Contains($"MostBytesOfRow = {Map("size of the row"):#_000_000};", source, StringComparison.Ordinal);
        Assert.Equal(DependencyFormat.MostBytes, Map("the same, uncompressed"));
        Assert.Contains("a row without a report is deleted after | 1d", string.Join('\n', Lines), StringComparison.Ordinal);
        Assert.Contains("- interval '1 day'", source, StringComparison.Ordinal);

        static int Map(string what) => int.Parse(
            Rows(Lines, "## The dependency map").Single(row => row[0].StartsWith(what, StringComparison.Ordinal))[1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Limits_OfBadEvents_AreThoseOfTheCode()
    {
        var source = SourceOf("BadEventRows.cs");
        Assert.Contains($"MostRows = {Most("rows of an objective"):#_000};", source, StringComparison.Ordinal);
        Assert.Contains($"MostBytesOfRow = {Most("size of such a row"):#_000};", source, StringComparison.Ordinal);
        Assert.Contains($"MostBytes = {Most("size of all that are read"):#_000_000};", source, StringComparison.Ordinal);
        Assert.Contains("- interval '1 day'", source, StringComparison.Ordinal);

        static int Most(string what) => int.Parse(
            Rows(Lines, "## Why an alert fires").Single(row => row[0].StartsWith(what, StringComparison.Ordinal))[1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Prose_HasNoNumbers_ButThoseMeasured() => Assert.DoesNotContain(
        Lines.TakeWhile(line => line != "## Costs").Where(line => !line.StartsWith('|') && !line.StartsWith("dotnet ", StringComparison.Ordinal)
            && !line.StartsWith(' ')),
        line => Regex.Replace(line, "`[^`]*`", "").Any(char.IsAsciiDigit) && !line.Contains("log 5", StringComparison.Ordinal));

    [Fact]
    public async Task InstrumentsOfAFleet_Rows_AreThoseOfTheMeter()
    {
        var schema = postgres.NewSchema();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMetrics();
        builder.Services.AddSlo(options => options.AddObjective("x", objective => objective.TargetPercent(90)))
            .AddPostgresFleet(postgres.ConnectionString, configureStore: store => store.Schema = schema);
        using IHost host = builder.Build();
        IMeterFactory meters = host.Services.GetRequiredService<IMeterFactory>();
        List<Instrument> instruments = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name.StartsWith("slo.fleet.", StringComparison.Ordinal))
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            instruments.Select(instrument => (instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit, Prometheus(instrument))).Order(),
            Rows(File.ReadAllLines(Repository.PathOf("docs", "metrics.md")), "## Instruments of a fleet")
                .Select(row => (row[0].Trim('`'), row[1], (string?)row[2].Trim('`'), row[5].Trim('`'))).Order());
    }

    private static string Prometheus(Instrument instrument) => instrument.Name.Replace('.', '_')
        + (instrument.GetType().Name.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "_total" : instrument.Unit == "s" ? "_seconds" : "");

    private static bool IsTaken(string name, string cell, int beyond)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSlo(options => options.AddObjective("x", objective => objective.TargetPercent(90)))
            .AddPostgresFleet("Host=nowhere", fleet => Set(fleet, name, cell, beyond), store => Set(store, name, cell, beyond));
        using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptionsMonitor<SloFleetOptions>>().Get("");
            _ = provider.GetRequiredService<IOptionsMonitor<SloPostgresOptions>>().Get("");
            return true;
        }
        catch (OptionsValidationException)
        {
            return false;
        }
    }

    private static void Set(object options, string name, string cell, int beyond)
    {
        if (options.GetType().GetProperty(name) is { } property)
        {
            property.SetValue(options, property.PropertyType.Name switch
            {
                nameof(TimeSpan) => Parsed(cell) + (beyond * TimeSpan.FromTicks(1)),
                nameof(Int32) => int.Parse(cell, CultureInfo.InvariantCulture) + beyond,
                _ => (object)(double.Parse(cell, CultureInfo.InvariantCulture) + (beyond * 0.001)),
            });
        }
    }

    private static TimeSpan Parsed(string cell) => SloDuration.TryParse(cell, out TimeSpan value) ? value : throw new FormatException(cell);

    private static TimeSpan DurationOf(string what) => Parsed(Limit(what));

    private static object FieldOf(Type type, string name) => type.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string SourceOf(string name) => File.ReadAllText(Repository.PathOf("src", "Slo.Postgres", name));

    private static string[][] Options() => Rows(Lines, "## Options");

    private static string Limit(string what) => Rows(Lines, "## Limits").Single(row => row[0].StartsWith(what, StringComparison.Ordinal))[1];

    private static string[][] Rows(string[] lines, string heading) =>
    [
        .. lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#')).Where(line => line.StartsWith('|'))
            .Skip(2).Select(line => line[1..^1].Split('|').Select(cell => cell.Trim()).ToArray()),
    ];
}
