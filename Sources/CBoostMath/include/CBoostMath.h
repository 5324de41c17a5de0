#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

// Distribution functions of Boost.Math as plain C functions.
//
// For each distribution: `cumulative` is P(X <= x), `upper_tail` is P(X > x) without the loss of
// digits of 1 - cumulative, `quantile` is the x with cumulative(x) = p and `upper_quantile` the x
// with upper_tail(x) = q; `density` at x, for a discrete distribution `probability`, P(X = x).
// Calculated in long double and rounded once. An argument outside the
// domain gives NaN, an overflow infinity; nothing is ever thrown.

#ifdef __cplusplus
extern "C" {
#endif

double cboost_normal_density(double x);
double cboost_normal_cumulative(double x);
double cboost_normal_upper_tail(double x);
double cboost_normal_quantile(double p);
double cboost_normal_upper_quantile(double q);

double cboost_student_t_density(double x, double degrees_of_freedom);
double cboost_student_t_cumulative(double x, double degrees_of_freedom);
double cboost_student_t_upper_tail(double x, double degrees_of_freedom);
double cboost_student_t_quantile(double p, double degrees_of_freedom);
double cboost_student_t_upper_quantile(double q, double degrees_of_freedom);

double cboost_f_density(double x, double numerator, double denominator);
double cboost_f_cumulative(double x, double numerator, double denominator);
double cboost_f_upper_tail(double x, double numerator, double denominator);
double cboost_f_quantile(double p, double numerator, double denominator);
double cboost_f_upper_quantile(double q, double numerator, double denominator);

double cboost_chi_squared_density(double x, double degrees_of_freedom);
double cboost_chi_squared_cumulative(double x, double degrees_of_freedom);
double cboost_chi_squared_upper_tail(double x, double degrees_of_freedom);
double cboost_chi_squared_quantile(double p, double degrees_of_freedom);
double cboost_chi_squared_upper_quantile(double q, double degrees_of_freedom);

double cboost_gamma_density(double x, double shape, double scale);
double cboost_gamma_cumulative(double x, double shape, double scale);
double cboost_gamma_upper_tail(double x, double shape, double scale);
double cboost_gamma_quantile(double p, double shape, double scale);
double cboost_gamma_upper_quantile(double q, double shape, double scale);

double cboost_beta_density(double x, double alpha, double beta);
double cboost_beta_cumulative(double x, double alpha, double beta);
double cboost_beta_upper_tail(double x, double alpha, double beta);
double cboost_beta_quantile(double p, double alpha, double beta);
double cboost_beta_upper_quantile(double q, double alpha, double beta);

double cboost_binomial_probability(double successes, double trials, double probability);
double cboost_binomial_cumulative(double successes, double trials, double probability);
double cboost_binomial_upper_tail(double successes, double trials, double probability);

double cboost_poisson_probability(double count, double mean);
double cboost_poisson_cumulative(double count, double mean);
double cboost_poisson_upper_tail(double count, double mean);

#ifdef __cplusplus
}
#endif

#endif
