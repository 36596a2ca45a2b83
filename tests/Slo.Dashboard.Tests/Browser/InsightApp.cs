using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>Apps with calls to dependencies, with bad events that have something in common, and with unusual behaviour.</summary>
internal static class InsightApp
{
    /// <summary>What a client may send as a path, a version or a name.</summary>
    internal const string Markup = "<img src=x onerror=alert(1)>";

    /// <summary>Checkout reports payments, which fails; refunds causes its bad requests itself; reports calls checkout, which is an objective
    /// here; invoices and ledger depend on each other.</summary>
    internal static async Task<DashboardApp> StartWithCallsAsync()
    {
        DashboardApp app = await DashboardApp.StartAsync(
            options =>
            {
                options.AddObjective("checkout", o => o.TargetPercent(99.9m).DependsOn("payments").DependsOn("cache", 99, isSoft: true));
                options.AddObjective("reports", o => o.TargetPercent(99).DependsOn("checkout").DependsOn("warehouse", 98));
                options.AddObjective("search", o => o.TargetPercent(99));
                options.AddObjective("refunds", o => o.TargetPercent(99).DependsOn("payments").DependsOn("refunds"));
                options.AddObjective("invoices", o => o.TargetPercent(99).DependsOn("ledger"));
                options.AddObjective("ledger", o => o.TargetPercent(99).DependsOn("invoices"));
                options.AddObjective("images", o => o.TargetPercent(95).Service(Markup).DependsOn("db.internal:5432/shop"));
            },
            build: builder => builder.Services.AddSlo().AddDependencies());
        Call(app, "checkout", 400, isGood: true, "payments", "cache");
        Call(app, "checkout", 46, isGood: false, "payments!");
        Call(app, "checkout", 4, isGood: false, "cache");
        Call(app, "reports", 120, isGood: true, "checkout");
        Call(app, "search", 1300, isGood: true, "index.internal:9200");
        Call(app, "refunds", 100, isGood: true, "payments", "fraud!");
        Call(app, "refunds", 30, isGood: false, "payments", "fraud");
        Call(app, "images", 20, isGood: true, "db.internal:5432/shop", "a name with spaces");
        app.Advance(TimeSpan.FromMinutes(1));
        return app;
    }

    /// <param name="app">The app.</param>
    /// <param name="objective">Whose work it is.</param>
    /// <param name="count">How often.</param>
    /// <param name="isGood">How it ends.</param>
    /// <param name="calls">What it calls; one with an exclamation mark fails.</param>
    internal static void Call(DashboardApp app, string objective, int count, bool isGood, params string[] calls)
    {
        for (var i = 0; i < count; i++)
        {
            SloCallScope scope = SloCalls.Begin();
            foreach (var name in calls)
            {
                using SloDependency call = SloDependency.Start(name.TrimEnd('!'), app.Time);
                if (name.EndsWith('!'))
                {
                    call.Fail();
                }
            }

            app.Registry.Get(objective).Record(new SloEvent(isGood ? SloOutcome.Good : SloOutcome.Bad) { Calls = scope.End() });
        }
    }

    /// <summary>An hour with a few bad events everywhere, then five minutes in which orders time out in payments, and a client sends rubbish:
    /// a page fires.</summary>
    internal static async Task<(DashboardApp App, SloIncident Incident)> StartWithCausesAsync()
    {
        DashboardApp app = await DashboardApp.StartAsync(options =>
            options.AddObjective("checkout", o => o.DisplayName("Customers can place orders").TargetPercent(99.9m).Rolling(TimeSpan.FromDays(7))));
        string[] routes = ["GET /", "GET /items", "POST /orders", "GET /users"];
        for (var i = 0; i < 240; i++)
        {
            Fail(app, routes[i % 4], i % 3 == 0 ? "500" : "latency", i % 5 == 0 ? "stock" : null, "browser", default);
            app.Registry.Get("checkout").Record(2000, 0);
            app.Advance(TimeSpan.FromSeconds(15));
        }

        for (var i = 0; i < 20; i++)
        {
            for (var j = 0; j < 120; j++)
            {
                var isOrder = j % 4 > 0;
                Fail(
                    app, isOrder ? "POST /orders" : Markup, isOrder ? SloEvent.TimedOut : "400", isOrder ? "payments" : null,
                    isOrder ? j % 2 == 0 ? "browser" : "app" : "curl", ActivityTraceId.CreateRandom());
            }

            app.Registry.Get("checkout").Record(2000, 0);
            app.Advance(TimeSpan.FromSeconds(15));
        }

        return (app, app.Registry.Incidents.First(incident => incident.EndedAt is null));
    }

    /// <summary>Two days of the same traffic and hardly a bad event, an hour with many, and ten minutes with next to no traffic, which last.</summary>
    internal static async Task<DashboardApp> StartWithObservationsAsync(Action<SloOptions>? slo = null)
    {
        DashboardApp app = await DashboardApp.StartAsync(options =>
        {
            options.AddObjective("search", o => o.TargetPercent(99).Rolling(TimeSpan.FromDays(7)));
            slo?.Invoke(options);
        });
        Slices(app, 600, 600, 1);
        Slices(app, 12, 500, 100);
        Slices(app, 30, 600, 1);
        Slices(app, 2, 12, 0);
        return app;
    }

    internal static void Slices(DashboardApp app, int count, long good, long bad)
    {
        for (var i = 0; i < count; i++)
        {
            app.Registry.Get("search").Record(good, bad);
            app.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private static void Fail(DashboardApp app, string operation, string reason, string? dependency, string caller, ActivityTraceId trace) =>
        app.Registry.Get("checkout").Record(new SloEvent(SloOutcome.Bad)
        {
            Operation = operation,
            Reason = reason,
            Dependency = dependency,
            Caller = caller,
            TraceId = trace,
            Elapsed = TimeSpan.FromSeconds(10),
        });
}
