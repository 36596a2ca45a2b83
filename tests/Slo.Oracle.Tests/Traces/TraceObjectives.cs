using Xunit;

namespace Slo.Tests.Traces;

/// <summary>The objectives that replay one trace for one target and period, with what is expected of each.</summary>
internal sealed class TraceObjectives(Trace trace, WindowTable table, PublishedAnswers published, string target, TimeSpan period)
{
    private readonly Rational _budget = (Rational)1 - Rational.Parse(target);

    /// <summary>As most users have it: the default rules of the period, which compare with at-or-above.</summary>
    internal ReplayedObjective WithDefaultRules(Replay replay)
    {
        AlertSet set = Assert.Single(AlertSet.Of(period), set => set.IsDefault);
        return new(replay.Add(Builder("defaults").Build()), trace, table, [.. set.Rows.Select(AtOrAbove)])
        {
            Budgets = published.Budgets,
        };
    }

    /// <summary>Every published set as own rules, each alert in both readings of its threshold.</summary>
    internal ReplayedObjective WithOwnRules(Replay replay)
    {
        SloObjectiveBuilder builder = Builder("own").NoRules();
        List<AlertTimeline> expected = [];
        var alerts = 0;
        foreach (AlertSet set in AlertSet.Of(period))
        {
            foreach (AlertRow alert in set.Rows)
            {
                alerts++;
                (AlertTimeline above, var equalSteps) = published.Alert(set, alert, table);
                AlertTimeline atOrAbove = AtOrAbove(alert);
                Assert.Equal(equalSteps, atOrAbove.Count - above.Count);
                if (alert.IsBeyond(_budget))
                {
                    AssertRefused(alert);
                    Assert.Equal(0, atOrAbove.Count);
                    continue;
                }

                builder = alert.AddTo(alert.AddTo(builder, ThresholdComparison.Above), ThresholdComparison.AtOrAbove);
                expected.AddRange(above, atOrAbove);
            }
        }

        Assert.Equal(published.AlertCount, alerts);
        return new(replay.Add(builder.Build()), trace, table, [.. expected])
        {
            Budgets = published.Budgets,
            IsAskedLive = true,
        };
    }

    private AlertTimeline AtOrAbove(AlertRow alert) => AlertTimeline.From(table, alert, _budget, ThresholdComparison.AtOrAbove);

    private void AssertRefused(AlertRow alert)
    {
        SloObjectiveBuilder builder = alert.AddTo(Builder("refused"), ThresholdComparison.Above);
        Assert.Contains("can never hold", Assert.Throws<SloDefinitionException>(builder.Build).Message, StringComparison.Ordinal);
    }

    // A trace tells what a query over the events seen answers, from its first minute on.
    private SloObjectiveBuilder Builder(string rules) =>
        new SloObjectiveBuilder($"{rules}-{target}-{SloDuration.Format(period)}").TargetRatio(Rational.Parse(target).ToDecimal()).Rolling(period)
            .UnobservedTime(UnobservedTime.Exclude);
}
