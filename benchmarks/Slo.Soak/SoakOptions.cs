namespace Slo.Soak;

/// <param name="Duration">How long the load goes on.</param>
/// <param name="Folder">Where the figures go.</param>
internal sealed record SoakOptions(TimeSpan Duration, string Folder)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>How often the process is looked at.</summary>
    internal TimeSpan SampleEvery => Duration >= 5 * Minute ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(1);

    /// <summary>How often everything that can be collected is, before looking: what is left is what the process keeps.</summary>
    internal TimeSpan CollectEvery => Duration >= 10 * Minute ? Minute : Duration / 10;

    internal static SoakOptions? Read(string[] args)
    {
        TimeSpan duration = TimeSpan.FromHours(1);
        if (args.Length > 2 || (args.Length > 0 && (!SloDuration.TryParse(args[0], out duration) || duration < TimeSpan.FromSeconds(5))))
        {
            return null;
        }

        var folder = args.Length > 1 ? args[1] : Directory.CreateTempSubdirectory("slo-soak-").FullName;
        Directory.CreateDirectory(folder);
        return new SoakOptions(duration, Path.GetFullPath(folder));
    }
}
