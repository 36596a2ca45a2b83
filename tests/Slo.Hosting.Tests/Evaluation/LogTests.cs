using System.Reflection;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Evaluation;

public sealed class LogTests
{
    [Fact]
    public void EventIds_OfThisPackage_AreThoseApproved()
    {
        var lines = typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(method => (method.Name, Event: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(pair => pair.Event is not null)
            .OrderBy(pair => pair.Event!.EventId)
            .Select(pair => $"{pair.Event!.EventId} {pair.Event.Level} {pair.Name}: {pair.Event.Message}\n");
        var actual = string.Concat(lines);
        var difference = Approval.Difference(actual, "tests", "Slo.Hosting.Tests", "Evaluation", "LogEvents.approved.txt");

        Assert.True(difference is null, difference);
    }
}
