using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Slo.Hosting.Sets;

/// <summary>
/// Lets Slo.AspNetCore count requests wherever an app has it: service defaults and libraries call <c>AddSlo</c> on services that may or
/// may not be those of a web app, and this package does not depend on ASP.NET Core.
/// </summary>
internal static class WebRequests
{
    internal static void AddTo(IServiceCollection services) =>
        Type.GetType("Slo.AspNetCore.Requests.RequestCounting, Slo.AspNetCore", throwOnError: false)?
            .GetMethod("AddTo", BindingFlags.Static | BindingFlags.NonPublic)?.Invoke(null, [services]);
}
