namespace Slo.AttributionJudge.Judging;

/// <summary>Draws causes.</summary>
public static class Causes
{
    private const double Nearly = 0.9;

    /// <summary>A cause that makes about a share of all requests bad; null if the one drawn cannot.</summary>
    public static Cause? Draw(App app, Random random, double badRatio)
    {
        var kind = (CauseKind)random.Next(6);
        return kind switch
        {
            CauseKind.DependencySlow => OfDependency(app, random.Next(6), badRatio),
            CauseKind.DependencyFailsForRoute => OfCall(app, random.Next(App.Routes), random, badRatio),
            CauseKind.BadVersion => OfVersion(app, random, badRatio),
            CauseKind.ClientRubbish => OfClient(app, random, badRatio),
            CauseKind.TenantTooBig => OfTenant(random, badRatio),
            _ => OfFlag(app, random, badRatio),
        };
    }

    private static Cause? OfDependency(App app, int dependency, double badRatio)
    {
        var name = App.Dependencies[dependency];
        return Probability(badRatio, app.ShareCalling(dependency)) is { } probability ? new Cause(
            CauseKind.DependencySlow, request => app.Calls[request.Route].Contains(dependency), probability, "latency", name)
        {
            Needed = [[new(SloDimension.Dependency, name)]],
            Allowed = [new(SloDimension.Reason, "latency"), .. OnlyCaller(app, dependency)],
        } : null;
    }

    private static Cause? OfCall(App app, int route, Random random, double badRatio)
    {
        if (app.Calls[route].Length == 0 || Probability(badRatio, app.RouteTraffic.Shares[route]) is not { } probability)
        {
            return null;
        }

        var dependency = app.Calls[route][random.Next(app.Calls[route].Length)];
        SloDimensionValue failed = new(SloDimension.Dependency, App.Dependencies[dependency]);
        SloDimensionValue at = new(SloDimension.Operation, App.NameOf(route));
        var reason = random.Next(2) == 0 ? "503" : "timeout";

        // Where nearly all calls come from the route, the dependency says it all.
        return new Cause(CauseKind.DependencyFailsForRoute, request => request.Route == route, probability, reason, failed.Value)
        {
            Needed = OnlyCaller(app, dependency).Contains(at) ? [[failed]] : [[failed, at]],
            Allowed = [new(SloDimension.Reason, reason), at],
        };
    }

    private static Cause? OfVersion(App app, Random random, double badRatio)
    {
        var isNew = random.Next(2) == 0;
        var index = random.Next(App.Versions.Length);
        var version = isNew ? "1.5.0" : App.Versions[index];
        var share = isNew ? 0.05 + (0.45 * random.NextDouble()) : app.VersionTraffic.Shares[index];
        var reason = random.Next(2) == 0 ? "500" : "System.NullReferenceException";
        return Probability(badRatio, share) is { } probability ? new Cause(
            CauseKind.BadVersion, request => request.Version == version, probability, reason, null)
        {
            Needed = [[new(SloDimension.Cohort, version)]],
            Allowed = [new(SloDimension.Reason, reason)],
            Redirect = isNew ? (request, chance) => chance.NextDouble() < share ? request with { Version = version } : request : null,
        } : null;
    }

    private static Cause? OfClient(App app, Random random, double badRatio)
    {
        var client = random.Next(App.Clients.Length);
        var route = random.Next(2) == 0 ? random.Next(App.Routes) : -1;
        var more = badRatio * (1 + random.NextDouble());
        return new Cause(
            CauseKind.ClientRubbish, request => request.Client == App.Clients[client] && (route < 0 || request.Route == route),
            Math.Min(1, badRatio / (more + (app.ClientTraffic.Shares[client] * (route < 0 ? 1 : app.RouteTraffic.Shares[route])))), "400", null)
        {
            Needed = [[new(SloDimension.Caller, App.Clients[client])]],
            Allowed = [new(SloDimension.Reason, "400"), .. route < 0 ? Array.Empty<SloDimensionValue>() : [new(SloDimension.Operation, App.NameOf(route))]],
            Redirect = (request, chance) => chance.NextDouble() < more
                ? request with { Client = App.Clients[client], Route = route < 0 ? request.Route : route } : request,
        };
    }

    private static Cause OfTenant(Random random, double badRatio)
    {
        var tenant = random.Next(App.Tenants);
        var more = Math.Min(0.6, badRatio * (1.1 + random.NextDouble()));
        return new Cause(CauseKind.TenantTooBig, request => request.Tenant == tenant, Math.Min(1, badRatio / more), "latency", null)
        {
            Needed = [[new(SloDimension.Group, $"tenant-{tenant}")]],
            Allowed = [new(SloDimension.Reason, "latency")],
            Redirect = (request, chance) => chance.NextDouble() < more ? request with { Tenant = tenant } : request,
        };
    }

    private static Cause? OfFlag(App app, Random random, double badRatio)
    {
        var route = random.Next(2) == 0 ? random.Next(App.Routes) : -1;
        return Probability(badRatio, route < 0 ? 1 : app.RouteTraffic.Shares[route]) is { } probability ? new Cause(
            CauseKind.FlagException, request => route < 0 || request.Route == route, probability, "Shop.FlagException", null)
        {
            Needed = [[new(SloDimension.Reason, "Shop.FlagException")]],
            Allowed = route < 0 ? [] : [new(SloDimension.Operation, App.NameOf(route))],
        } : null;
    }

    private static double? Probability(double badRatio, double share) => badRatio / share is <= 1 and var probability ? probability : null;

    private static SloDimensionValue[] OnlyCaller(App app, int dependency) =>
    [
        .. Enumerable.Range(0, App.Routes)
            .Where(route => app.Calls[route].Contains(dependency) && app.RouteTraffic.Shares[route] > Nearly * app.ShareCalling(dependency))
            .Select(route => new SloDimensionValue(SloDimension.Operation, App.NameOf(route))),
    ];
}
