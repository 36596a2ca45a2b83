using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Slo.FeatureManagement.Filters;
using Slo.Testing;
using Xunit;

namespace Slo.FeatureManagement.Tests;

/// <summary>The event ids of docs/operations.md that belong to this package.</summary>
public sealed partial class LogEventsTests
{
    [Fact]
    public void LogEvents_Rows_AreTheEventsOfThePackage() => Assert.Equal(
        typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(message => (message.EventId, message.Level.ToString())).Order(),
        Row().Matches(File.ReadAllText(Repository.PathOf("docs", "operations.md")))
            .Select(row => (int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), row.Groups[2].Value)));

    [GeneratedRegex(@"^\| (4\d\d) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
