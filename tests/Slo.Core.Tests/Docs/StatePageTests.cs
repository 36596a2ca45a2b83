using System.Globalization;
using Slo.State;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>The numbers of docs/state.md that are those of the registry.</summary>
public sealed class StatePageTests
{
    [Fact]
    public void StatesThatWait_AreAsManyAsInTheCode() => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"at most {WaitingStates.Most:N0} such states wait"),
        File.ReadAllText(Repository.PathOf("docs", "state.md")).ReplaceLineEndings(" "), StringComparison.Ordinal);
}
