namespace Slo.Alerting;

/// <summary>Which of the old rules a new one continues, so that an edited target neither ends an alert nor makes it fire twice.</summary>
internal static class RuleOrigins
{
    /// <returns>For each new rule the index of the old one that watched the same, or -1; each old one at most once.</returns>
    internal static int[] Find(IReadOnlyList<AlertRule> before, IReadOnlyList<AlertRule> after)
    {
        var origins = new int[after.Count];
        Array.Fill(origins, -1);
        Match((one, other) => one.Equals(other));
        Match(WatchTheSame);
        return origins;

        void Match(Func<AlertRule, AlertRule, bool> isSame)
        {
            for (var i = 0; i < origins.Length; i++)
            {
                for (var j = 0; j < before.Count && origins[i] < 0; j++)
                {
                    if (!origins.Contains(j) && isSame(before[j], after[i]))
                    {
                        origins[i] = j;
                    }
                }
            }
        }
    }

    /// <summary>The bits of the old rules, at the places of the new ones.</summary>
    internal static ulong Move(ulong bits, int[] origins)
    {
        ulong moved = 0;
        for (var i = 0; i < origins.Length; i++)
        {
            if (origins[i] >= 0 && (bits >> origins[i] & 1) != 0)
            {
                moved |= 1UL << i;
            }
        }

        return moved;
    }

    // Of one kind and severity over the same windows: numbers and guards may differ.
    private static bool WatchTheSame(AlertRule one, AlertRule other) =>
        one.Definition.Kind == other.Definition.Kind && one.Severity == other.Severity && one.Windows.SequenceEqual(other.Windows);
}
