using BenchmarkDotNet.Running;
using Slo.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(RecordBenchmark).Assembly).Run(args);
